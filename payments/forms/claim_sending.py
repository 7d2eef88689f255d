"""What is asked before claims are sent, and about one that was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from commissioning.web.forms import Look, NhsForm
from commissioning.web.forms.files import EvidenceField


class DeclarationForm(NhsForm):
    """What the claimant confirms before claims are sent, and who they are."""

    declares = forms.MultipleChoiceField(
        label="I confirm that",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Confirm each statement before you send the claim"},
    )
    name = forms.CharField(
        label="Your name",
        max_length=100,
        error_messages={"required": "Enter your name"},
    )
    role = forms.CharField(
        label="Your role in the practice",
        help_text="For example, practice manager",
        max_length=90,
        error_messages={"required": "Enter your role in the practice"},
    )
    looks = {"name": Look(width=30), "role": Look(width=30), "declares": Look(size="m")}

    def __init__(self, *args: Any, declares: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = tuple(declares)
        self.fields["declares"].choices = [  # type: ignore[attr-defined]
            (str(number), text) for number, text in enumerate(self.asked)
        ]

    def clean_declares(self) -> list[str]:
        ticked = self.cleaned_data["declares"]
        if len(ticked) < len(self.asked):
            raise ValidationError("Confirm each statement before you send the claim")
        return [self.asked[int(position)] for position in ticked]

    @property
    def declared_by(self) -> str:
        return f"{self.cleaned_data['name']}, {self.cleaned_data['role']}"


class EvidenceForm(NhsForm):
    """Files that bear a claim out."""

    evidence = EvidenceField(
        label="Upload evidence",
        help_text="Rotas, invoices, receipts. Never anything that names a patient.",
        multiple=True,
    )


class WithdrawalForm(NhsForm):
    """Why a claim is taken back."""

    reason = forms.CharField(
        label="Why do you withdraw this claim?",
        help_text="It stays on record, marked as withdrawn, and nothing is paid for it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say why you withdraw the claim"},
    )
    looks = {"reason": Look(size="m")}
