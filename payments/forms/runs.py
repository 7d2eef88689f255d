"""What is asked before a run is prepared or approved."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from commissioning.domain.periods import Month
from commissioning.web.forms import Look, NhsForm

SUPPLEMENT = "S"
FEW = 6  # choices that are shown one below another; more go in a list


class PreparationForm(NhsForm):
    """Which month to prepare, and why where it is a supplement to an approved month."""

    looks: ClassVar[dict[str, Look]] = {"month": Look(size="m"), "reason": Look(size="m")}

    month = forms.ChoiceField(
        label="Which run?", error_messages={"required": "Choose which run to prepare"}
    )
    reason = forms.CharField(
        label="Why is there a supplementary run?",
        help_text="Only for a supplementary run. It stands on its page and in the audit trail.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month"]
        if len(choices) <= FEW:
            field.widget = forms.RadioSelect()
        field.choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            field.initial = choices[0][0]
        if not any(value.endswith(SUPPLEMENT) for value, _ in choices):
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_supplement and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why there is a supplementary run")
        return cleaned

    @property
    def is_supplement(self) -> bool:
        return str(self.cleaned_data.get("month", "")).endswith(SUPPLEMENT)

    @property
    def asked(self) -> dict[str, Any]:
        """What to prepare, as the action takes it."""
        return {
            "month": Month.parse(self.cleaned_data["month"].removesuffix(SUPPLEMENT)),
            "supplementary": self.is_supplement,
            "reason": self.cleaned_data.get("reason", "").strip() if self.is_supplement else "",
        }


class RunApprovalForm(NhsForm):
    """The approver's word that the run was looked at."""

    checked = forms.BooleanField(
        label="I have checked the total, what is missing or held, and what changed",
        error_messages={"required": "Say that you have checked the run before you approve it"},
    )
