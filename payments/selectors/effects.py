"""What a payee can expect, month by month, to compare before and after something is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation
from payments.engine.outlook import outlook
from payments.selectors.payees import held_in_runs, lines_in_year
from payments.selectors.runs import latest_approved_month

Place = tuple[str, Month]  # the payment's title, and the month


@dataclass(frozen=True, slots=True)
class Prospect:
    """What runs still have to pay, or to take back, for each payment and month; and why not."""

    amounts: dict[Place, Decimal]
    notes: dict[Place, str]


@dataclass(frozen=True, slots=True)
class PaymentEffect:
    """One payment for one month, before and after."""

    title: str
    month: Month
    before: Decimal
    after: Decimal
    note: str

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


def prospect(payee: Organisation, years: Iterable[FinancialYear], on: date) -> Prospect:
    """What the facts of now come to for some years, less what approved runs hold already.

    A draft holds nothing yet: what is decided now changes it once it is prepared again.
    """
    amounts: dict[Place, Decimal] = defaultdict(lambda: NOTHING)
    notes: dict[Place, str] = {}
    last = latest_approved_month()
    for year in years:
        lines = [line for line in lines_in_year(payee, year) if line.approved]
        year_outlook = outlook(payee, year, held_in_runs(payee, lines), last, on)
        for expected_payment in year_outlook.expected:
            place = (
                expected_payment.title or expected_payment.term.replace("-", " ").capitalize(),
                expected_payment.month,
            )
            amounts[place] += expected_payment.amount
            if expected_payment.note:
                notes[place] = expected_payment.note
    return Prospect(dict(amounts), notes)


def effects(before: Prospect, after: Prospect) -> list[PaymentEffect]:
    """What differs between two prospects, by payment and month."""
    places = sorted({*before.amounts, *after.amounts})
    return [
        PaymentEffect(title, month, was, becomes, after.notes.get((title, month), ""))
        for title, month in places
        if (was := before.amounts.get((title, month), NOTHING))
        != (becomes := after.amounts.get((title, month), NOTHING))
    ]
