"""What some months come to in the end, by payee and term: paid, still to pay, held, or hoped for.

The same rules as a run's: what is owed to date, less what was paid to date, as if the last of the
months were the month of the run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from commissioning.specifications.types import AtYearEnd
from payments.rules.conditions import State
from payments.rules.entitlements import Governed, everything_owed
from payments.rules.facts import Facts
from payments.rules.lines import Key, Paid, PaidToDate, lines_due
from payments.rules.owed import Owed
from payments.rules.year_end import YearEnd, position


class Span(NamedTuple):
    """Some months, from one to another, both included."""

    first: Month
    last: Month

    def __contains__(self, month: object) -> bool:
        return isinstance(month, Month) and self.first <= month <= self.last


@dataclass
class Outturn:
    """What one payee is paid under one term for some months, in the end.

    `to_pay` is what the runs to come add to what is paid, or take back. `held` is owed and waits.
    `if_met` is a year-end payment that nobody decided yet and that no unmet condition stops.
    """

    title: str = ""
    paid: Decimal = NOTHING
    to_pay: Decimal = NOTHING
    held: Decimal = NOTHING
    if_met: Decimal = NOTHING
    gap: str = ""

    @property
    def total(self) -> Decimal:
        """What will be paid, as far as is known: without what is held."""
        return self.paid + self.to_pay + self.if_met


Outturns = Mapping[Key, Outturn]


def within(governed: Iterable[Governed], span: Span) -> list[Governed]:
    """The versions that govern some months, with those months alone."""
    found = []
    for each in governed:
        months = tuple(month for month in each.months if month in span)
        if months:
            found.append(Governed(each.specification, months))
    return found


def outturns(
    governed: Sequence[Governed],
    facts: Facts,
    paid: PaidToDate,
    span: Span,
    on: date,
    *,
    whatever_the_conditions: bool = False,
) -> Outturns:
    """Work out what the months of a span come to, by payee and term.

    `on` is the day as at which the conditions of year-end payments stand; the last argument counts
    such a payment even where one of them is unmet.
    """
    found: dict[Key, Outturn] = defaultdict(Outturn)
    governed = within(governed, span)
    before = {key: _inside(months, span) for key, months in paid.items()}
    for key, months in before.items():
        found[key].paid += sum((each.amount for each in months.values()), start=NOTHING)
    owed = _noting(everything_owed(governed, facts, span.last), before, found)
    for calculated in lines_due(owed, before, span.last, regular=False):
        key = (
            calculated.specification,
            calculated.term,
            calculated.payee,
            calculated.for_code,
        )
        found[key].title = found[key].title or calculated.title
        found[key].to_pay += sum((each.amount for each in calculated.lines), start=NOTHING)
    for stand in undecided(governed, facts, span, on):
        if whatever_the_conditions or not _lost(stand):
            code = stand.practice.code
            each = found[stand.specification.code, stand.term.basics.code, code, code]
            each.title = stand.term.basics.title
            each.if_met += stand.amount
    return {key: each for key, each in sorted(found.items()) if _says_something(each)}


def _inside(months: Mapping[Month, Paid], span: Span) -> dict[Month, Paid]:
    return {month: each for month, each in months.items() if month in span}


def _noting(owed: Iterable[Owed], before: PaidToDate, found: dict[Key, Outturn]) -> Iterator[Owed]:
    """Pass on what is owed, noting its title, its gap, and what of it is held."""
    for each in owed:
        note = found[each.key]
        note.title, note.gap = each.title, note.gap or each.gap
        earlier = before.get(each.key, {})
        if any(each.held):
            for month, amount, reason in zip(
                each.months, each.figure.series, each.held, strict=True
            ):
                had = earlier[month].amount if month in earlier else NOTHING
                note.held += max(amount - had, NOTHING) if reason else NOTHING
        yield each


def undecided(
    governed: Iterable[Governed], facts: Facts, span: Span, on: date
) -> Iterator[YearEnd]:
    """Each practice's year-end payment for a year that ends in the span, not decided yet."""
    for each in governed:
        for term in each.specification.payments:
            if not isinstance(term, AtYearEnd):
                continue
            for year in term.years:
                last = Month.of(year.period.end)
                if last not in span or last not in each.months:
                    continue
                for practice in facts.practices:
                    if any(practice.open_days(month) for month in year.period.months):
                        stand = position(each.specification, term, year, practice, on)
                        if stand.decision is None:
                            yield stand


def _lost(stand: YearEnd) -> bool:
    return any(each.state is State.UNMET for each in stand.findings)


def _says_something(each: Outturn) -> bool:
    return bool(each.paid or each.to_pay or each.held or each.if_met or each.gap)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one payee's term comes to, before and after."""

    key: Key
    title: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


def differences(before: Outturns, after: Outturns) -> list[Difference]:
    """Where two outturns differ, the largest differences first."""
    nothing = Outturn()
    found = []
    for key in {**before, **after}:
        was, now = before.get(key, nothing), after.get(key, nothing)
        if was.total != now.total:
            found.append(Difference(key, now.title or was.title, was.total, now.total))
    return sorted(found, key=lambda each: (-abs(each.change), each.key))


def added_up(found: Outturns) -> Outturn:
    """All of them together."""
    whole = Outturn()
    for each in found.values():
        whole.paid += each.paid
        whole.to_pay += each.to_pay
        whole.held += each.held
        whole.if_met += each.if_met
    return whole
