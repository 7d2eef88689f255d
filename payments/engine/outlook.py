"""What a payee can expect for a year beyond what runs hold: by the same rules, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation
from commissioning.specifications.schema import AtYearEnd
from payments.engine.facts.about import facts_about
from payments.engine.work_out import governing
from payments.rules.conditions import State
from payments.rules.entitlements import Governed, everything_owed
from payments.rules.facts import RunFacts
from payments.rules.lines import Key
from payments.rules.year_end import YearEnd, position

InRuns = Mapping[Key, Mapping[Month, Decimal]]  # what runs hold already, approved or draft


@dataclass(frozen=True, slots=True)
class Expected:
    """An amount still to come for one month, or to be taken back, under one term."""

    specification: str
    term: str
    title: str
    month: Month
    amount: Decimal
    note: str = ""  # what is held, missing, or still to be met


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything expected for a payee's year, and its year-end payments with their conditions."""

    expected: tuple[Expected, ...]
    year_end: tuple[YearEnd, ...]


def outlook(
    payee: Organisation, year: FinancialYear, in_runs: InRuns, last_run: Month | None, on: date
) -> Outlook:
    """What the facts of now come to for a year, less what runs hold already.

    Beyond the last run that is the months to come; within it, corrections that the next run will
    bring. A year-end payment is expected in full until a condition is unmet or it is decided.
    """
    expected: list[Expected] = []
    year_end: list[YearEnd] = []
    for commissioner, ever in sorted(governing(year.last_month).items()):
        governed = _within(ever, year)
        if not governed:
            continue
        facts = facts_about(payee, commissioner)
        positions = _year_end(payee, year, governed, facts, on)
        expected += _owed(payee, year, governed, facts, in_runs, last_run)
        expected += [_if_all_met(stand) for stand in positions if stand.decision is None]
        year_end += positions
    return Outlook(tuple(expected), tuple(year_end))


def _within(governed: list[Governed], year: FinancialYear) -> list[Governed]:
    """The versions that govern months of a year, with those months alone."""
    versions = []
    for version in governed:
        months = tuple(month for month in version.months if month.financial_year == year)
        if months:
            versions.append(Governed(version.specification, months))
    return versions


def _owed(
    payee: Organisation,
    year: FinancialYear,
    governed: list[Governed],
    facts: RunFacts,
    in_runs: InRuns,
    last_run: Month | None,
) -> list[Expected]:
    amounts: dict[tuple[str, str, Month], Decimal] = defaultdict(lambda: NOTHING)
    titles: dict[tuple[str, str], str] = {}
    notes: dict[tuple[str, str, Month], str] = {}
    owed_months: set[tuple[Key, Month]] = set()
    codes = {version.specification.code for version in governed}
    for owed in everything_owed(governed, facts, year.last_month):
        if owed.payee != payee.code:
            continue
        titles[owed.specification, owed.term] = owed.title
        held = owed.held or ("",) * len(owed.months)
        for month, amount, reason in zip(owed.months, owed.figure.series, held, strict=True):
            owed_months.add((owed.key, month))
            place = (owed.specification, owed.term, month)
            due = amount - in_runs.get(owed.key, {}).get(month, NOTHING)
            amounts[place] += min(due, NOTHING) if reason else due
            to_come = last_run is None or month > last_run
            if to_come and (reason or owed.gap):
                notes[place] = reason or owed.gap
    for key, months in in_runs.items():
        if key[0] not in codes:
            continue
        for month, amount in months.items():
            if (key, month) not in owed_months:
                amounts[key[0], key[1], month] -= amount
    return [
        Expected(
            place[0], place[1], titles.get(place[:2], ""), place[2], amount, notes.get(place, "")
        )
        for place, amount in sorted(amounts.items())
        if amount or place in notes
    ]


def _year_end(
    payee: Organisation,
    year: FinancialYear,
    governed: list[Governed],
    facts: RunFacts,
    on: date,
) -> list[YearEnd]:
    return [
        position(version.specification, term, rewarded, practice, on)
        for practice in facts.practices
        if practice.code == payee.code
        for version in governed
        for term in version.specification.payments
        if isinstance(term, AtYearEnd)
        for rewarded in term.years
        if Month.of(rewarded.period.end).financial_year == year
        and Month.of(rewarded.period.end) in version.months
        and any(practice.open_days(month) for month in rewarded.period.months)
    ]


def _if_all_met(stand: YearEnd) -> Expected:
    term = stand.term
    unmet = [finding.condition.title for finding in stand.findings if finding.state is State.UNMET]
    amount = NOTHING if unmet else stand.amount
    note = stand.gap or (f"not met: {'; '.join(unmet)}" if unmet else "if every condition is met")
    last = Month.of(stand.year.period.end)
    return Expected(stand.specification.code, term.code, term.title, last, amount, note)
