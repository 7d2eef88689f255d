"""What is asked to share out what a decline set free."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from commissioning.domain.periods import Month
from commissioning.web.forms import Look, NhsForm
from payments.models import Reallocation

CODE = re.compile(r"[A-Z0-9]{3,6}")


class ProposalForm(NhsForm):
    """Up to which month, among whom, by which number, and why."""

    looks: ClassVar[dict[str, Look]] = {
        "until": Look(size="m"),
        "payees": Look(size="m"),
        "basis": Look(size="m"),
        "others": Look(size="s"),
        "reason": Look(size="m"),
    }

    until = forms.ChoiceField(
        label="Up to which month?",
        help_text="Everything set free up to its end, and not shared yet, is shared",
        error_messages={"required": "Choose up to which month"},
    )
    payees = forms.MultipleChoiceField(
        label="Who covered for it?",
        help_text="The network and its other practices",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label="Anybody else who covered",
        help_text="ODS codes, with spaces or commas between, for example C86018 C86037",
        required=False,
        max_length=400,
    )
    basis = forms.ChoiceField(
        label="Shared by which number?",
        choices=Reallocation.Basis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the number to share by"},
    )
    reason = forms.CharField(
        label="Why is it shared so?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Enter why it is shared so"},
    )

    def __init__(
        self,
        *args: Any,
        months: Sequence[Month],
        covering: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].choices = [(str(month), month.name) for month in months]  # type: ignore[attr-defined]
        self.fields["payees"].choices = list(covering)  # type: ignore[attr-defined]
        if months:
            self.fields["until"].initial = str(months[0])

    def clean_others(self) -> list[str]:
        codes = re.split(r"[\s,;]+", self.cleaned_data["others"].upper().strip())
        wrong = [code for code in codes if code and not CODE.fullmatch(code)]
        if wrong:
            raise forms.ValidationError(
                f"{', '.join(wrong)} is no ODS code: write codes as C86018, with spaces between"
            )
        return [code for code in codes if code]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("payees") and not cleaned.get("others"):
            self.add_error("payees", "Choose who covered, or enter their codes")
        return cleaned

    @property
    def asked(self) -> dict[str, Any]:
        """What to propose, as the action takes it."""
        answers = self.cleaned_data
        return {
            "until": Month.parse(answers["until"]),
            "payees": list(dict.fromkeys([*answers["payees"], *answers["others"]])),
            "basis": answers["basis"],
            "reason": answers["reason"].strip(),
        }
