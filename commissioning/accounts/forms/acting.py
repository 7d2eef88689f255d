"""Asking for whom a person acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from commissioning.accounts.active_role import role_in_words
from commissioning.models import RoleMembership
from commissioning.web.forms.base import NhsForm
from commissioning.web.forms.looks import Look


class ActingForm(NhsForm):
    """One choice for each role that the person holds today."""

    looks = {"role": Look(size="l", page_heading=True)}

    role = forms.ChoiceField(
        label="Who are you acting for?",
        help_text="This changes what your home page and the menu show. What you may do stays.",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who you are acting for",
            "invalid_choice": "Choose one of the roles that you hold today",
        },
    )

    def __init__(self, *args: Any, held: Sequence[RoleMembership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held = {str(membership.pk): membership for membership in held}
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (key, role_in_words(membership)) for key, membership in self._held.items()
        ]

    @property
    def chosen(self) -> RoleMembership:
        return self._held[self.cleaned_data["role"]]
