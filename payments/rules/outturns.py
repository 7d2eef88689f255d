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
from commissioning.specifications.schema import AtYearEnd
from payments.rules.conditions import State
from payments.rules.entitlements import Governed, everything_owed
from payments.rules.facts import RunFacts
from payments.rules.lines import Key, Paid, PaidToDate, lines_due
from payments.rules.owed import Owed
from payments.rules.year_end import YearEnd, position


class MonthSpan(NamedTuple):
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


def within(governed: Iterable[Governed], span: MonthSpan) -> list[Governed]:
    """The versions that govern some months, with those months alone."""
    versions = []
    for version in governed:
        months = tuple(month for month in version.months if month in span)
        if months:
            versions.append(Governed(version.specification, months))
    return versions


def outturns(
    governed: Sequence[Governed],
    facts: RunFacts,
    paid: PaidToDate,
    span: MonthSpan,
    on: date,
    *,
    whatever_the_conditions: bool = False,
) -> Outturns:
    """Work out what the months of a span come to, by payee and term.

    `on` is the day as at which the conditions of year-end payments stand; the last argument counts
    such a payment even where one of them is unmet.
    """
    outturns_by_key: dict[Key, Outturn] = defaultdict(Outturn)
    governed = within(governed, span)
    before = {key: _inside(months, span) for key, months in paid.items()}
    for key, months in before.items():
        outturns_by_key[key].paid += sum(
            (paid_month.amount for paid_month in months.values()), start=NOTHING
        )
    owed = _noting(everything_owed(governed, facts, span.last), before, outturns_by_key)
    for calculated in lines_due(owed, before, span.last, regular=False):
        key = (
            calculated.specification,
            calculated.term,
            calculated.payee,
            calculated.for_code,
        )
        outturns_by_key[key].title = outturns_by_key[key].title or calculated.title
        outturns_by_key[key].to_pay += sum(
            (line.amount for line in calculated.lines), start=NOTHING
        )
    for stand in undecided(governed, facts, span, on):
        if whatever_the_conditions or not _lost(stand):
            code = stand.practice.code
            year_end_outturn = outturns_by_key[
                stand.specification.code, stand.term.code, code, code
            ]
            year_end_outturn.title = stand.term.title
            year_end_outturn.if_met += stand.amount
    return {
        key: outturn for key, outturn in sorted(outturns_by_key.items()) if _says_something(outturn)
    }


def _inside(months: Mapping[Month, Paid], span: MonthSpan) -> dict[Month, Paid]:
    return {month: paid for month, paid in months.items() if month in span}


def _noting(
    owed: Iterable[Owed], before: PaidToDate, outturns_by_key: dict[Key, Outturn]
) -> Iterator[Owed]:
    """Pass on what is owed, noting its title, its gap, and what of it is held."""
    for entitlement in owed:
        note = outturns_by_key[entitlement.key]
        note.title, note.gap = entitlement.title, note.gap or entitlement.gap
        earlier = before.get(entitlement.key, {})
        if any(entitlement.held):
            for month, amount, reason in zip(
                entitlement.months, entitlement.figure.series, entitlement.held, strict=True
            ):
                had = earlier[month].amount if month in earlier else NOTHING
                note.held += max(amount - had, NOTHING) if reason else NOTHING
        yield entitlement


def undecided(
    governed: Iterable[Governed], facts: RunFacts, span: MonthSpan, on: date
) -> Iterator[YearEnd]:
    """Each practice's year-end payment for a year that ends in the span, not decided yet."""
    for version in governed:
        for term in version.specification.payments:
            if not isinstance(term, AtYearEnd):
                continue
            for year in term.years:
                last = Month.of(year.period.end)
                if last not in span or last not in version.months:
                    continue
                for practice in facts.practices:
                    if any(practice.open_days(month) for month in year.period.months):
                        stand = position(version.specification, term, year, practice, on)
                        if stand.decision is None:
                            yield stand


def _lost(stand: YearEnd) -> bool:
    return any(finding.state is State.UNMET for finding in stand.findings)


def _says_something(outturn: Outturn) -> bool:
    return bool(outturn.paid or outturn.to_pay or outturn.held or outturn.if_met or outturn.gap)


@dataclass(frozen=True, slots=True)
class OutturnDifference:
    """What one payee's term comes to, before and after."""

    key: Key
    title: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


def differences(before: Outturns, after: Outturns) -> list[OutturnDifference]:
    """Where two outturns differ, the largest differences first."""
    nothing = Outturn()
    all_differences = []
    for key in {**before, **after}:
        was, now = before.get(key, nothing), after.get(key, nothing)
        if was.total != now.total:
            all_differences.append(
                OutturnDifference(key, now.title or was.title, was.total, now.total)
            )
    return sorted(all_differences, key=lambda difference: (-abs(difference.change), difference.key))


def added_up(outturns_by_key: Outturns) -> Outturn:
    """All of them together."""
    whole = Outturn()
    for outturn in outturns_by_key.values():
        whole.paid += outturn.paid
        whole.to_pay += outturn.to_pay
        whole.held += outturn.held
        whole.if_met += outturn.if_met
    return whole
