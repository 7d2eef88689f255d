"""What is accrued at a year's end for one practice and one payment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from payments.rules.conditions import State
from payments.rules.year_end import YearEnd


@dataclass(frozen=True, slots=True)
class Accrual:
    """Where a practice stands with one year-end payment, and what is accrued for it.

    What every condition stands at is said whether anything is accrued or not.
    """

    stand: YearEnd
    paid: Decimal

    @property
    def term(self) -> tuple[str, str]:
        return (self.stand.specification.code, self.stand.term.code)

    @property
    def month(self) -> Month:
        """The month the payment is for: the rewarded year's last."""
        return Month.of(self.stand.year.period.end)

    def conditions(self, state: State) -> list[str]:
        return [
            finding.condition.title for finding in self.stand.findings if finding.state is state
        ]

    @property
    def refused(self) -> str:
        """Why nothing is accrued, or nothing where it is."""
        decision = self.stand.decision
        unmet = self.conditions(State.UNMET)
        if self.stand.gap:
            return self.stand.gap
        if decision is not None and decision.outcome == "refuse":
            return f"refused, {decision.words}"
        if unmet:
            return f"unmet: {'; '.join(unmet)}"
        if not self.stand.amount:
            return "no month delivered"
        if self.stand.amount <= self.paid:
            return "paid already"
        return ""

    @property
    def amount(self) -> Decimal:
        """What the rules work out for the months delivered, less what the year paid of it."""
        return NOTHING if self.refused else self.stand.amount - self.paid

    @property
    def said(self) -> str:
        """How its conditions stand: 3 met, 2 not yet due."""
        counts = [(len(self.conditions(state)), state.value) for state in State]
        return ", ".join(f"{count} {state}" for count, state in counts if count) or "no conditions"
