"""Opting out, and what is paid for a deviation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from commissioning.domain.periods import Month
from commissioning.web.forms import Look, NhsDateField, NhsForm, error_texts
from payments.rules.named_amounts import TakenAway

MOST = Decimal("9999999.99")


class OptOutForm(NhsForm):
    """Who opts the practice out, and that the consequences were read."""

    looks: ClassVar[Mapping[str, Look]] = {}
    signatory_name = forms.CharField(
        label="Name of the person who signs",
        max_length=200,
        error_messages={"required": "Enter the name of the person who signs"},
    )
    signatory_role = forms.CharField(
        label="Their role in the practice",
        help_text="For example GP partner or practice manager",
        max_length=200,
        error_messages={"required": "Enter the role of the person who signs"},
    )
    told_on = NhsDateField(
        label="On which day was the CCG told?",
        help_text="For a letter, e-mail or call that came before today",
        error_messages={"required": "Enter the day the CCG was told"},
    )
    understood = forms.BooleanField(
        label="I have read what is repaid, whom this touches, and the advice to talk first",
        error_messages={"required": "Say that you have read what is repaid and whom this touches"},
    )

    def __init__(self, *args: Any, on: date, asks_day: bool, staying: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].initial = on
        if not asks_day:
            del self.fields["told_on"]
        if staying:
            del self.fields["understood"]


class OptOutDecisionForm(NhsForm):
    """Agree or refuse a late opt-out."""

    looks: ClassVar[Mapping[str, Look]] = {"agreed": Look(size="m")}
    agreed = forms.ChoiceField(
        label="What do you decide?",
        choices=[("yes", "Agree the opt-out"), ("no", "Refuse it: the practice stays in")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="The practice reads this. Do not write about any patient.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": "Give the reason for the decision"},
    )


class DeviationPaymentForm(NhsForm):
    """Pay in full, or take away an amount of one payment and month."""

    looks: ClassVar[Mapping[str, Look]] = {
        "outcome": Look(size="m"),
        "amount": Look(width=10, prefix="£"),
    }
    outcome = forms.ChoiceField(
        label="What is paid?",
        choices=[
            ("full", "All of it: the deviation changes no payment"),
            ("less", "Less: take away the amount below"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is paid"},
    )
    term = forms.ChoiceField(label="Of which payment? (only to pay less)", required=False)
    month = forms.ChoiceField(label="For which month? (only to pay less)", required=False)
    amount = forms.DecimalField(
        label="How much is taken away? (only to pay less)",
        required=False,
        min_value=Decimal("0.01"),
        max_value=MOST,
        decimal_places=2,
        error_messages=error_texts.pounds("The amount", like="120.50", most=MOST)
        | {"min_value": "The amount must be more than nothing"},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="The practice reads this. Do not write about any patient.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": "Give the reason for the decision"},
    )

    def __init__(
        self,
        *args: Any,
        terms: Sequence[tuple[str, str]],
        months: Sequence[Month],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = list(terms)  # type: ignore[attr-defined]
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (str(month), month.name) for month in months
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == "less":
            for name, words in (
                ("term", "Choose the payment that is less"),
                ("month", "Choose the month that is paid less"),
                ("amount", "Enter how much is taken away"),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        elif cleaned.get("amount"):
            self.add_error("amount", "Leave this empty to pay in full, or choose to pay less")
        return cleaned

    @property
    def taken(self) -> TakenAway | None:
        """What is taken away, as the action takes it."""
        answers = self.cleaned_data
        if answers["outcome"] == "full":
            return None
        return TakenAway(answers["term"], Month.parse(answers["month"]), answers["amount"])
