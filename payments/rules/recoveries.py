"""What a payee owes back, and how much of it a run takes: all at once, or as a plan allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commissioning.domain.figures import Figure, derive, given
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month, written

MOST_MONTHS = 60  # over which anything is spread


@dataclass(frozen=True, slots=True)
class Plan:
    """An agreed plan: `amount` pounds over `months` months from `first`.

    The parts are those of an amount shared out by months gone, rounded as they run on, so that they
    add up to the amount to the penny.
    """

    payee: str
    amount: Decimal
    first: Month
    months: int
    agreed_with: str
    approved_by: str
    approved_on: date
    reason: str
    closed_on: date | None = None  # the payee's last day open, if it has closed

    def place(self, month: Month) -> int | None:
        """Which of the plan's months this is, from 1; None before it, after it or after closing.

        A payee that has closed is paid nothing more to take a part from: all is due at once.
        """
        if self.closed_on is not None and self.closed_on < month.first:
            return None
        place = (month.year - self.first.year) * 12 + month.number - self.first.number + 1
        return place if 1 <= place <= self.months else None

    def part(self, month: Month) -> Figure | None:
        """The most that is taken back in a month, with how it was reached; None: no bound."""
        place = self.place(month)
        if place is None:
            return None
        due = derive(
            "Due under the plan",
            "due by month",
            given("To be paid back", self.amount, source=self.words),
            given("Months gone", (Decimal(place - 1), Decimal(place))),
            given("Months of the plan", self.months),
        )
        return derive(f"Part {place} of {self.months}, {{month}}", "due this month", due)

    @property
    def words(self) -> str:
        return (
            f"plan agreed with {self.agreed_with}, approved by {self.approved_by} on"
            f" {written(self.approved_on)}: {self.reason}"
        )


Plans = Mapping[str, tuple[Plan, ...]]  # by the payee's code


def bound(plans: Iterable[Plan], month: Month, *, regular: bool) -> Figure | None:
    """The most that a run of a month takes back under a payee's plans; None where none bounds it.

    The month's part is taken by its regular run: a supplement takes nothing more.
    """
    for plan in plans:
        part = plan.part(month)
        if part is not None:
            return part if regular else given("Taken by the month's regular run", (NOTHING,))
    return None
