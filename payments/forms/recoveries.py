"""What is asked to agree, approve or end a plan to pay back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from commissioning.domain.periods import Month
from commissioning.web.forms import Look, NhsForm, error_texts
from payments.rules.recoveries import MOST_MONTHS

MONTHS_AHEAD = 6  # in which a plan can begin


class PlanForm(NhsForm):
    """How much is spread, over how many months, from when, and who agreed it."""

    looks: ClassVar[dict[str, Look]] = {
        "amount": Look(prefix="£", width=10),
        "months": Look(width=3),
        "agreed_with": Look(width=30),
    }

    amount = forms.DecimalField(
        label="How much is paid back under the plan?",
        help_text="Pounds and pence, at most what is owed back now",
        max_digits=12,
        decimal_places=2,
        error_messages={
            "required": "Enter the pounds to be spread",
            **error_texts.pounds("The amount", like="1200.00", under=10_000_000_000),
        },
    )
    months = forms.IntegerField(
        label="Over how many months?",
        help_text="The parts are equal, to the penny",
        min_value=1,
        max_value=MOST_MONTHS,
        error_messages={
            "required": "Enter a number of months",
            "invalid": "Enter a whole number of months, for example 6",
            "min_value": f"Enter a number of months from 1 to {MOST_MONTHS}",
            "max_value": f"Enter a number of months from 1 to {MOST_MONTHS}",
        },
    )
    first = forms.ChoiceField(
        label="From which month’s run?", error_messages={"required": "Choose the first month"}
    )
    agreed_with = forms.CharField(
        label="Who agreed it for the payee?",
        help_text="Name and role",
        max_length=200,
        error_messages={"required": "Enter who agreed it, and as what"},
    )
    reason = forms.CharField(
        label="Why is it spread?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Enter why it is spread"},
    )

    def __init__(self, *args: Any, following: Month, owed: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = [following.plus(ahead) for ahead in range(MONTHS_AHEAD)]
        self.fields["first"].choices = [  # type: ignore[attr-defined]
            (str(month), month.name) for month in months
        ]
        self.fields["amount"].initial = owed

    @property
    def asked(self) -> dict[str, Any]:
        """What to propose, as the action takes it."""
        return {**self.cleaned_data, "first": Month.parse(self.cleaned_data["first"])}


class RecoveryReasonForm(NhsForm):
    """A reason, asked in the words of what it is for."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

    def __init__(self, *args: Any, label: str, missing: str, hint: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["reason"]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = missing


class SecondPersonForm(NhsForm):
    """A second person's word that they looked at what they approve."""

    checked = forms.BooleanField(error_messages={"required": "Say that you have checked it"})

    def __init__(self, *args: Any, label: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["checked"].label = label
