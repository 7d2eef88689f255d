"""What is asked before the CCG decides whether a return counts."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from commissioning.web.forms import Look, NhsForm


class ReturnDecisionForm(NhsForm):
    looks: ClassVar[dict[str, Look]] = {"outcome": Look(size="s"), "reason": Look(size="s")}

    outcome = forms.ChoiceField(
        label="What is decided?",
        choices=[
            ("met", "The condition is met: it counts"),
            ("unmet", "The condition is not met: it does not count"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is decided"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="It stands on the payment line, with your name and the day.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter the reason",
            "max_length": "The reason must be 1,000 characters or fewer",
        },
    )
