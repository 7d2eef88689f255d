"""Everything that is owed: each term of each specification, for each payee, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import assert_never

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from commissioning.specifications.schema import (
    AtYearEnd,
    OnClaim,
    PaymentTerm,
    PerBed,
    PerListedPatient,
    PerRegisterPatient,
    ProtectedAmount,
    Specification,
)
from payments.rules.claims import on_claim
from payments.rules.facts import PracticeFacts, RunFacts
from payments.rules.instalments import per_listed_patient, per_register_patient
from payments.rules.named import adjustments, reallocated
from payments.rules.owed import Owed, by_year
from payments.rules.premiums import per_bed
from payments.rules.protection import protected_amount
from payments.rules.year_end import at_year_end

Premiums = dict[tuple[str, Month], Decimal]


@dataclass(frozen=True)
class Governed:
    """A version of a specification and the months, up to the run's own, that it governs."""

    specification: Specification
    months: tuple[Month, ...]

    @cached_property
    def terms(self) -> tuple[tuple[PaymentTerm, tuple[Month, ...]], ...]:
        """Each payment term with the months it pays for, parted by financial year."""
        return tuple(
            (term, months)
            for term in self.specification.payments
            for months in _months_of(term, self.months)
        )


def everything_owed(
    governed: Sequence[Governed], facts: RunFacts, run_month: Month
) -> Iterator[Owed]:
    """Work out what every payee is owed to date, one term and financial year at a time.

    Premiums come first, because protected amounts are paid net of them.
    """
    premiums: Premiums = defaultdict(lambda: NOTHING)
    for version in governed:
        for owed in _premiums(version, facts):
            for month, amount in zip(owed.months, owed.figure.series, strict=True):
                premiums[owed.payee, month] += amount
            yield owed
    for version in governed:
        for network in facts.networks:
            yield from adjustments(version.specification, network, version.months)
    for practice in facts.practices:
        for version in governed:
            yield from owed_to(version, facts, practice, premiums, run_month)
    for version in governed:
        yield from reallocated(version.specification, facts.shares, version.months)


def _premiums(governed: Governed, facts: RunFacts) -> Iterator[Owed]:
    for term, months in governed.terms:
        if isinstance(term, PerBed):
            for network in facts.networks:
                yield from per_bed(governed.specification, term, network, facts.homes, months)


def owed_to(
    governed: Governed,
    facts: RunFacts,
    practice: PracticeFacts,
    premiums: Premiums,
    run_month: Month,
) -> Iterator[Owed]:
    """What one practice is owed under one version."""
    if not any(practice.open_days(month) for month in governed.months):
        return
    specification = governed.specification
    for term, months in governed.terms:
        yield from _term(specification, term, facts, practice, premiums, months, run_month)
    yield from adjustments(specification, practice, governed.months)


def _term(
    specification: Specification,
    term: PaymentTerm,
    facts: RunFacts,
    practice: PracticeFacts,
    premiums: Premiums,
    months: tuple[Month, ...],
    run_month: Month,
) -> Iterator[Owed]:
    match term:
        case PerRegisterPatient():
            yield per_register_patient(specification, term, practice, months)
        case PerListedPatient():
            yield per_listed_patient(specification, term, practice, months)
        case PerBed():
            return  # paid to networks, by home
        case AtYearEnd():
            yield from at_year_end(specification, term, practice, months, run_month.last)
        case OnClaim():
            yield from on_claim(specification, term, practice, months)
        case ProtectedAmount():
            owed = protected_amount(specification, term, practice, facts.homes, premiums, months)
            if owed is not None:
                yield owed
        case _:  # pragma: no cover
            assert_never(term)


def _months_of(term: PaymentTerm, months: tuple[Month, ...]) -> list[tuple[Month, ...]]:
    period = term.period
    return by_year([month for month in months if period.start <= month.last <= period.end])
