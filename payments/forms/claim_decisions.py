"""Deciding claims, drawing a sample of paid ones and verifying it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from commissioning.web.forms import Look, NhsForm, error_texts
from payments.forms.claims import MOST_POUNDS
from payments.forms.numbers import NumberField

OUTCOMES = [("pay", "Pay what the rules allow"), ("refuse", "Refuse it")]


class _Reasoned(NhsForm):
    reason = forms.CharField(
        label="Reason",
        help_text="The practice reads it on the claim and on the payment line.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Give the reason of the decision"},
    )
    decided_by = forms.CharField(
        label="Who decided",
        help_text="A name and role, or the committee",
        max_length=200,
        error_messages={"required": "Say who decided"},
    )


class ClaimDecisionForm(_Reasoned):
    """Pay one claim, pay less of it, or refuse it."""

    outcome = forms.ChoiceField(
        label="Decision",
        choices=[*OUTCOMES, ("less", "Pay less: the amount below")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to pay or refuse the claim"},
    )
    figure = NumberField(
        label="Amount to pay",
        help_text="Only where you pay less than the rules allow",
        missing="",
        most=MOST_POUNDS,
        required=False,
    )
    field_order = ["outcome", "figure", "reason", "decided_by"]
    looks = {
        "outcome": Look(size="m"),
        "figure": Look(width=10, prefix="£"),
        "decided_by": Look(width=30),
    }

    def __init__(self, *args: Any, allowed: Decimal, decided: bool, **kwargs: Any) -> None:
        """`allowed` is what the rules allow; `decided` offers to withdraw the decision."""
        super().__init__(*args, **kwargs)
        self.allowed = allowed
        if decided:
            outcome = self.fields["outcome"]
            outcome.choices = [  # type: ignore[attr-defined]
                *outcome.choices,  # type: ignore[attr-defined]
                ("withdrawn", "Withdraw the decision, so that the claim waits again"),
            ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "figure" in self.errors:
            return cleaned
        figure, less = cleaned.get("figure"), cleaned.get("outcome") == "less"
        if figure is None:
            if less:
                self.add_error("figure", "Enter the amount to pay")
        elif not less:
            self.add_error("figure", "Choose “Pay less”, or leave the amount blank")
        elif figure >= self.allowed:
            most = f"£{self.allowed:,}"
            self.add_error("figure", f"Amount to pay must be less than the {most} allowed")
        return cleaned

    @property
    def decided(self) -> tuple[str, Decimal | None]:
        """The outcome, and the amount where less is paid than the rules allow."""
        chosen: str = self.cleaned_data["outcome"]
        return ("pay" if chosen == "less" else chosen), self.cleaned_data["figure"]


class SeveralClaimsForm(_Reasoned):
    """One decision, with one reason, for each of several claims."""

    claims = forms.MultipleChoiceField(
        label="Which claims?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one claim",
            "invalid_choice": "Choose claims from the list: one of them is decided meanwhile",
        },
    )
    outcome = forms.ChoiceField(
        label="Decision",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to pay or refuse the claims"},
    )
    field_order = ["claims", "outcome", "reason", "decided_by"]

    def __init__(
        self, *args: Any, choices: list[tuple[str, str]], hints: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claims"].choices = choices  # type: ignore[attr-defined]
        self.looks = {  # type: ignore[misc]  # (its own: the claims differ)
            "claims": Look(size="m", small=True, hints=hints),
            "outcome": Look(size="m"),
            "decided_by": Look(width=30),
        }


class SampleForm(NhsForm):
    """How many paid claims to draw."""

    size = forms.IntegerField(
        label="How many claims to draw",
        error_messages={
            "required": "Enter how many claims to draw",
            **error_texts.whole_number("How many claims to draw", like=5),
        },
    )
    looks = {"size": Look(width=4)}

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["size"]
        field.widget = forms.TextInput(attrs={"inputmode": "numeric"})
        field.help_text = f"From 1 to {most}: paid claims that were in no sample yet"


class VerificationForm(NhsForm):
    """What the evidence of a drawn claim showed."""

    outcome = forms.ChoiceField(
        label="Does the evidence bear the claim out?",
        choices=[("verified", "Yes, verified"), ("failed", "No, not verified")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the claim is verified"},
    )
    note = forms.CharField(
        label="What you saw",
        help_text="For example, “Rota and invoice agree”. Never about a patient.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say what the evidence showed"},
    )
    looks = {"outcome": Look(size="m")}

    @property
    def verifies(self) -> bool:
        """Whether the evidence bears the claim out."""
        return bool(self.cleaned_data["outcome"] == "verified")
