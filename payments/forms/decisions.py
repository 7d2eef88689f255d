"""What is asked to decide something about a payment: each kind only what it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms

from commissioning.domain.periods import Month
from commissioning.imports import FileRefusedError
from commissioning.models import User
from commissioning.web.forms import Look, NhsDateField, NhsForm
from payments.engine.decision_rows import DecisionRow
from payments.models import Decision
from payments.rules.decisions import SHAPES, Need
from payments.selectors.decisions import Matter

Kind = Decision.Kind

ABOUT: dict[str, tuple[str, str]] = {  # what each kind is, in plain words, and when it is meant
    Kind.HOLD: ("Keep a payment back", "It is paid once the hold ends, or is released"),
    Kind.RELEASE: ("Let go of a payment that is held", "Whatever it is held for"),
    Kind.CONDITION: (
        "Say that a condition is met, or not met",
        "In place of what the records say: an override",
    ),
    Kind.YEAR_END: ("Pay, or refuse, a year-end payment", "Achievement and final payments"),
    Kind.REGISTER: ("Agree a register", "After an audit: payments then rest on its number"),
    Kind.TAKE_BACK: ("Take a payment back", "From a day, until a day or for good"),
    Kind.STOP_YEAR: (
        "Stop the rest of the year after a decline",
        "Instead of stopping only the part that was declined",
    ),
    Kind.OPT_OUT: ("Answer a late opt-out", "From the network contract, after 31 May"),
    Kind.ADJUSTMENT: ("Add or take away an amount", "For one month, with the reason on the line"),
}
MATTER = {
    Kind.CONDITION: "Which condition?",
    Kind.YEAR_END: "Which year-end payment?",
    Kind.REGISTER: "Under which specification?",
    Kind.STOP_YEAR: "Under which specification?",
    Kind.OPT_OUT: "Out of which contract?",
}
OUTCOMES = {
    "pay": "Pay it",
    "refuse": "Refuse it",
    "met": "It is met",
    "unmet": "It is not met",
    "agreed": "Agree",
}
START = {
    Kind.HOLD: ("From which day is it kept back?", "Whole months count: the month of this day is"),
    Kind.RELEASE: ("From which day is it released?", "Leave it empty to release every month"),
    Kind.TAKE_BACK: ("From which day is it taken back?", ""),
    Kind.REGISTER: ("From which month does it count?", "Leave it empty for all months"),
    Kind.ADJUSTMENT: ("For which month?", "Any day of the month"),
}
END = {
    Kind.HOLD: ("Until which day?", "Leave it empty if it has no end yet"),
    Kind.RELEASE: ("Until which day?", "Leave it empty if it has no end"),
    Kind.TAKE_BACK: ("Until which day?", "Leave it empty to take everything back from then on"),
    Kind.REGISTER: ("Until which month?", "Leave it empty if it has no end"),
}
FIGURE = {
    Kind.REGISTER: ("How many patients are on the agreed register?", "A whole number"),
    Kind.ADJUSTMENT: (
        "How many pounds?",
        "With a minus before it to take away, for example -120.50",
    ),
}
FIELD_OF = {  # of the columns that the action's mistakes name
    "organisation_code": "organisation",
    "specification": "matter",
    "kind": "matter",
    "subject": "matter",
    "outcome": "outcome",
    "from": "start",
    "to": "end",
    "figure": "figure",
    "reason": "reason",
    "decided_by": "committee",
    "committee": "committee",
    "minute": "minute",
}


class KindForm(NhsForm):
    """What the decision is about."""

    kind = forms.ChoiceField(
        label="What do you want to decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to decide"},
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, ABOUT[kind][0]) for kind in kinds]  # type: ignore[attr-defined]
        self.looks = {  # type: ignore[misc]  # by the kinds offered
            "kind": Look(size="m", hints={kind: ABOUT[kind][1] for kind in kinds})
        }


class DecisionForm(NhsForm):
    """A decision of one kind, about one payee."""

    organisation = forms.CharField(
        label="About which practice or network?",
        help_text="Its ODS code, for example C86001",
        max_length=6,
        error_messages={"required": "Enter the code of a practice or network"},
    )
    matter = forms.ChoiceField(
        label="Which payment?", error_messages={"required": "Choose what it is about"}
    )
    outcome = forms.ChoiceField(
        label="What is decided?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is decided"},
    )
    start = NhsDateField()
    end = NhsDateField(required=False)
    figure = forms.DecimalField(max_digits=12, decimal_places=2)
    reason = forms.CharField(
        label="Why?",
        help_text="It stands on the payment line, for the payee to read. Nothing about a patient.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Enter why it is so decided"},
    )
    decided_on = NhsDateField(
        label="On which day was it decided?",
        error_messages={"required": "Enter the day it was decided"},
    )
    committee = forms.CharField(
        label="Which committee decided it?",
        help_text="Leave it empty where you decide it yourself",
        required=False,
        max_length=150,
    )
    minute = forms.CharField(
        label="Its minute", help_text="The number that records it", required=False, max_length=60
    )

    looks: ClassVar[dict[str, Look]] = {
        "organisation": Look(width=10, code=True),
        "figure": Look(width=10),
        "committee": Look(width=30),
        "minute": Look(width=10),
    }

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        matters: Sequence[Matter],
        payees: Sequence[tuple[str, str]],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.on = kind, on
        self.matters = {matter.key: matter for matter in matters}
        shape = SHAPES[kind]
        self.fields["matter"].label = MATTER.get(kind, "Which payment?")
        self.fields["matter"].choices = [  # type: ignore[attr-defined]
            ("", "Choose"),
            *((matter.key, matter.words) for matter in matters),
        ]
        if payees:
            self.fields["organisation"] = forms.ChoiceField(
                label="About which practice or network?",
                choices=[("", "Choose"), *payees],
                error_messages={"required": "Choose a practice or network"},
            )
        self._choose_outcomes(shape.outcomes)
        own_days = kind not in (Kind.CONDITION, Kind.YEAR_END)  # theirs are the rewarded year's
        self._keep("start", shape.start if own_days else Need.NEVER, START)
        self._keep("end", shape.end if own_days else Need.NEVER, END)
        self._keep("figure", shape.figure, FIGURE)
        self.fields["decided_on"].initial = on

    def _choose_outcomes(self, outcomes: Sequence[str]) -> None:
        if len(outcomes) == 1:
            del self.fields["outcome"]
            return
        self.fields["outcome"].choices = [(outcome, OUTCOMES[outcome]) for outcome in outcomes]  # type: ignore[attr-defined]

    def _keep(self, name: str, need: Need, words: dict[Any, tuple[str, str]]) -> None:
        """Keep a question only where the kind needs it, in the kind's own words."""
        if need is Need.NEVER or self.kind not in words:
            del self.fields[name]
            return
        field = self.fields[name]
        field.label, field.help_text = words[self.kind]
        field.required = need is Need.MUST
        field.error_messages["required"] = f"Answer “{field.label}”"

    def clean_organisation(self) -> str:
        return str(self.cleaned_data["organisation"]).strip().upper()

    def clean_decided_on(self) -> date | None:
        day: date | None = self.cleaned_data["decided_on"]
        if day is not None and day > self.on:
            raise forms.ValidationError("The day it was decided must be today or in the past")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("minute") and not cleaned.get("committee"):
            self.add_error("committee", "Enter the committee whose minute it is")
        return cleaned

    def row(self, by: User, role: str) -> DecisionRow:
        """The decision, as the action takes it."""
        answers = self.cleaned_data
        matter = self.matters[answers["matter"]]
        start, end = answers.get("start") or matter.start, answers.get("end") or matter.end
        if self.kind == Kind.REGISTER:
            start = Month.of(start).first if start else None
            end = Month.of(end).last if end else None
        outcomes = SHAPES[self.kind].outcomes
        return DecisionRow(
            line=None,
            organisation_code=answers["organisation"],
            specification=matter.specification,
            kind=self.kind,
            subject=matter.subject,
            outcome=Decision.Outcome(answers.get("outcome") or outcomes[0]),
            starts_on=start,
            ends_on=end,
            figure=answers.get("figure"),
            reason=answers["reason"],
            decided_by=f"{answers['committee'] or by}{'' if answers['committee'] else f', {role}'}",
            decided_on=answers["decided_on"],
            committee=answers["committee"],
            minute=answers["minute"],
        )

    def heeded(self, action: Callable[..., Any], **values: Any) -> Any:
        """What an action gives; what it finds wrong is shown beside the question it is about."""
        try:
            return action(**values)
        except FileRefusedError as refused:
            self._take_mistakes(refused)
        return None

    def _take_mistakes(self, refused: FileRefusedError) -> None:
        for mistake in refused.mistakes:
            name = FIELD_OF.get(mistake.column, "")
            words = f"{mistake.reason}. {mistake.instead}".strip().removesuffix(".")
            self.add_error(name if name in self.fields else None, words[:1].upper() + words[1:])
