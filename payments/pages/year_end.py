"""Where a payee stands with a year-end payment: its conditions, and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from commissioning.web.components import Tag
from payments.pages.words import sterling
from payments.rules.conditions import Finding, State
from payments.rules.year_end import YearEnd

TAGS = {
    State.MET: Tag("Met", "green"),
    State.UNMET: Tag("Not met", "red"),
    State.NOT_YET_DUE: Tag("Not yet due", "grey"),
}


@dataclass(frozen=True, slots=True)
class ConditionRow:
    title: str
    clause: str
    tag: Tag
    evidence: str

    @classmethod
    def of(cls, finding: Finding) -> Self:
        return cls(
            title=finding.condition.title,
            clause=finding.condition.clause,
            tag=TAGS[finding.state],
            evidence=finding.evidence[:1].upper() + finding.evidence[1:],
        )


@dataclass(frozen=True, slots=True)
class YearEndCard:
    """One year-end payment: the amount, what it depends on, and how it was decided."""

    title: str
    amount: str
    stands: str
    decision: str
    conditions: tuple[ConditionRow, ...]

    @classmethod
    def of(cls, stand: YearEnd) -> Self:
        unmet = [finding for finding in stand.findings if finding.state is State.UNMET]
        if stand.gap:
            stands = f"{stand.gap}: the amount is not known."
        elif unmet:
            stands = f"{sterling(stand.amount)} is lost while a condition is not met."
        elif stand.all_met:
            stands = f"Every condition is met: {sterling(stand.amount)} can be decided."
        else:
            stands = f"{sterling(stand.amount)} if every condition is met, and it is so decided."
        decision = stand.decision
        return cls(
            title=f"{stand.term.title}, {stand.specification.title}",
            amount=sterling(stand.amount),
            stands=stands,
            decision=f"{decision.outcome.capitalize()}: {decision.words}" if decision else "",
            conditions=tuple(ConditionRow.of(finding) for finding in stand.findings),
        )
