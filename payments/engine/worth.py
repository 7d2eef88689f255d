"""What a specification pays one payee if everything is signed and delivered, with the sums."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commissioning.domain.figures import Figure
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from commissioning.models import Organisation
from commissioning.specifications.schema import AtYearEnd, PaymentTerm, Specification
from payments.engine.facts.about import facts_about
from payments.engine.what_if import Ground, years_of
from payments.rules.entitlements import Governed, everything_owed
from payments.rules.facts import RunFacts
from payments.rules.owed import Owed, for_one_month
from payments.rules.scenarios import everyone_takes_part
from payments.rules.unfolding import DerivationStep, unfold
from payments.rules.year_end import YearEnd, position


@dataclass(frozen=True, slots=True)
class TermWorth:
    """What one term pays: the whole of it, its months, and one of them unfolded."""

    term: PaymentTerm
    total: Decimal
    months: tuple[tuple[Month, Decimal], ...]
    steps: tuple[DerivationStep, ...]
    shown: Month | None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class PayeeWorth:
    """What a specification pays a payee, by term: if all is delivered, and as things stand."""

    terms: tuple[TermWorth, ...]
    total: Decimal
    as_things_stand: Decimal
    held: Decimal


def worth_to(payee: Organisation, specification: Specification, on: date) -> PayeeWorth:
    """Work out what a specification pays a payee over its whole period, by the rules of a run."""
    last = Month.of(specification.period.end)
    months = tuple(Month.of(specification.period.start).through(last))
    present_facts = facts_about(payee, specification.commissioner)
    facts = everyone_takes_part(present_facts, [specification])
    governed = Governed(specification, months)
    owed: dict[str, list[Owed]] = defaultdict(list)
    for entitlement in everything_owed([governed], facts, last):
        if entitlement.payee == payee.code:
            owed[entitlement.term].append(entitlement)
    terms = [
        term_worth
        for term in specification.payments
        if (term_worth := _term(specification, term, owed[term.code], facts, payee, on))
    ]
    real = Ground(years_of(specification), on, payee).outturns(only=frozenset({specification.code}))
    return PayeeWorth(
        tuple(terms),
        sum((term.total for term in terms), start=NOTHING),
        sum((outturn.total for outturn in real.values()), start=NOTHING),
        sum((outturn.held for outturn in real.values()), start=NOTHING),
    )


def _term(
    specification: Specification,
    term: PaymentTerm,
    owed: list[Owed],
    facts: RunFacts,
    payee: Organisation,
    on: date,
) -> TermWorth | None:
    if isinstance(term, AtYearEnd):
        return _at_year_end(specification, term, facts, payee, on)
    if not owed:
        return None
    amounts: dict[Month, Decimal] = defaultdict(lambda: NOTHING)
    for entitlement in owed:
        for month, amount in zip(entitlement.months, entitlement.figure.series, strict=True):
            amounts[month] += amount
    first = owed[0]
    first_month = next(
        (m for m, v in zip(first.months, first.figure.series, strict=True) if v), None
    )
    first_month = first_month or first.months[0]
    return TermWorth(
        term,
        sum(amounts.values(), start=NOTHING),
        tuple(sorted(amounts.items())),
        unfold(first.figure, first.months, first_month),
        first_month,
        first.gap,
    )


def _at_year_end(
    specification: Specification,
    term: AtYearEnd,
    facts: RunFacts,
    payee: Organisation,
    on: date,
) -> TermWorth | None:
    stands = [
        position(specification, term, year, practice, on)
        for practice in facts.practices
        if practice.code == payee.code
        for year in term.years
    ]
    if not stands:
        return None
    months = tuple((Month.of(stand.year.period.end), stand.amount) for stand in stands)
    whole = stands[0]
    return TermWorth(
        term,
        sum((stand.amount for stand in stands), start=NOTHING),
        months,
        _unfolded(whole),
        months[0][0],
        whole.gap,
    )


def _unfolded(stand: YearEnd) -> tuple[DerivationStep, ...]:
    figure: Figure | None = stand.whole
    if figure is None:
        return ()
    month = Month.of(stand.year.period.end)
    return unfold(for_one_month(figure), (month,), month)
