"""Forms whose choices, when they cannot be read, are asked for in our own words."""

from __future__ import annotations

from typing import Any

from django import forms

from commissioning.web.forms import NhsForm

UNREADABLE = ("invalid_choice", "invalid_list", "invalid_pk_value")


class PlainForm(NhsForm):
    """A choice that is none of those offered is told what to choose, as a missing one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                message = (
                    field.error_messages["required"] if field.required else "Choose from the list"
                )
                field.error_messages |= dict.fromkeys(UNREADABLE, message)
