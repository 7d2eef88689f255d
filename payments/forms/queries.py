"""What is asked and answered about a payment line."""

from __future__ import annotations

from typing import Any

from django import forms

from commissioning.web.forms import NhsForm
from payments.models.queries import LONGEST


class MessageForm(NhsForm):
    """One message; its label and what to enter depend on who writes it."""

    text = forms.CharField(
        label="Your message",
        help_text="Never write about a patient.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].error_messages["required"] = missing
