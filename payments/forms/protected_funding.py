"""What is asked about a practice's local funding that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from commissioning.web.forms import Look, NhsDateField, NhsForm, error_texts
from payments.models import ProtectedSum


class ProtectedAmountForm(NhsForm):
    """One practice's yearly amount for one service, and what of the model it covers."""

    looks: ClassVar[dict[str, Look]] = {
        "practice": Look(width=10, code=True),
        "annual_amount": Look(prefix="£", width=10),
    }

    practice = forms.CharField(
        label="Which practice?",
        help_text="Its ODS code, for example C86001",
        max_length=6,
        error_messages={"required": "Enter the code of a practice"},
    )
    service = forms.CharField(
        label="Which local service did it pay for?",
        max_length=200,
        error_messages={"required": "Enter the local service"},
    )
    annual_amount = forms.DecimalField(
        label="How many pounds a year?",
        min_value=0,
        max_digits=10,
        decimal_places=2,
        error_messages={
            "required": "Enter the pounds a year",
            **error_texts.pounds("The pounds a year", like="12000.00", under=100_000_000),
        },
    )
    covers = forms.MultipleChoiceField(
        label="What of the national model does it cover?",
        help_text="Choose all that apply",
        choices=ProtectedSum.Covers.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = NhsDateField(
        label="From which day is it kept?",
        error_messages={"required": "Enter the first day it is kept"},
    )
    ends_on = NhsDateField(
        label="Until which day?",
        help_text="Leave it empty while it is kept for as long as the specification pays it",
        required=False,
    )

    def __init__(self, *args: Any, practices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if practices:
            self.fields["practice"] = forms.ChoiceField(
                label="Which practice?",
                choices=[("", "Choose"), *practices],
                error_messages={"required": "Choose a practice"},
            )

    def clean_practice(self) -> str:
        return str(self.cleaned_data["practice"]).strip().upper()
