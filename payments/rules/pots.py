"""Money that declines set free, by element: what would have been paid, less what is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import assert_never

from commissioning.domain.figures import Figure, derive
from commissioning.domain.money import NOTHING, shared_out
from commissioning.domain.periods import Month
from commissioning.specifications.schema import (
    AtYearEnd,
    PerListedPatient,
    PerRegisterPatient,
    Silence,
    Specification,
)
from payments.rules.entitlements import Governed
from payments.rules.facts import Answer, HomeFacts, PracticeFacts, RunFacts
from payments.rules.instalments import Monthly, per_listed_patient, per_register_patient
from payments.rules.owed import Owed, by_year, for_one_month
from payments.rules.year_end import position


@dataclass(frozen=True, slots=True)
class Freed:
    """What one practice's decline of an element sets free under one term, month by month."""

    specification: str
    term: str
    element: str
    practice: str
    months: tuple[Month, ...]
    figure: Figure  # a series

    @property
    def total(self) -> Decimal:
        return sum(self.figure.series, start=NOTHING)


def as_if_signed(
    specification: Specification, element: str, practice: PracticeFacts
) -> PracticeFacts:
    """The same practice, had it signed the element it declined."""
    key = (specification.code, element)
    declined = practice.answers[key]
    signed = Answer(True, declined.responded_on, version=declined.version)
    return replace(practice, answers={**practice.answers, key: signed})


def freed(governed: Governed, facts: RunFacts) -> Iterator[Freed]:
    """Everything that recorded declines set free under one version, up to the months it governs.

    Clause: S0, introduction: funding is reinvested where the requirements are met instead. What
    an opt-out repays (S2) is national money: it goes back, and is nobody's to share.
    """
    specification = governed.specification
    if specification.sign_up.silence is Silence.IN:
        return
    for practice in facts.practices:
        for element in specification.elements:
            answer = practice.answers.get((specification.code, element.code))
            if answer is None or answer.signed or not practice.open:
                continue
            other = as_if_signed(specification, element.code, practice)
            for term in specification.payments:
                if element.code not in term.elements:
                    continue
                if isinstance(term, PerRegisterPatient | PerListedPatient):
                    yield from _monthly(governed, term, element.code, practice, other)
                elif isinstance(term, AtYearEnd):
                    yield from _at_year_end(governed, term, element.code, practice, other)


def _monthly(
    governed: Governed,
    term: Monthly,
    element: str,
    practice: PracticeFacts,
    other: PracticeFacts,
) -> Iterator[Freed]:
    specification = governed.specification
    periods = specification.element(element).periods
    months = [
        month
        for month in governed.months
        if any(period.days_in(month) for period in periods)
        and term.period.start <= month.last <= term.period.end
    ]
    for in_year in by_year(months):
        signed = _owed(specification, term, other, in_year)
        paid = _owed(specification, term, practice, in_year)
        if signed.gap:
            continue
        figure = derive("Set free in {month}", "take away", signed.figure, paid.figure)
        if any(figure.series):
            yield Freed(specification.code, term.code, element, practice.code, in_year, figure)


def _owed(
    specification: Specification, term: Monthly, practice: PracticeFacts, months: tuple[Month, ...]
) -> Owed:
    match term:
        case PerRegisterPatient():
            return per_register_patient(specification, term, practice, months)
        case PerListedPatient():
            return per_listed_patient(specification, term, practice, months)
        case _:  # pragma: no cover
            assert_never(term)


def _at_year_end(
    governed: Governed,
    term: AtYearEnd,
    element: str,
    practice: PracticeFacts,
    other: PracticeFacts,
) -> Iterator[Freed]:
    """What a decline takes off a year-end payment that has been decided, to the penny."""
    specification = governed.specification
    for year in term.years:
        last = Month.of(year.period.end)
        if last not in governed.months:
            continue
        part = position(specification, term, year, practice, last.last)
        whole = position(specification, term, year, other, last.last)
        if part.decision is None or part.figure is None or whole.figure is None:
            continue
        figure = derive(
            "Set free in {month}",
            "take away",
            for_one_month(whole.figure),
            for_one_month(part.figure),
        )
        if any(figure.series):
            yield Freed(specification.code, term.code, element, practice.code, (last,), figure)


@dataclass(frozen=True, slots=True)
class PotShare:
    """What one payee is proposed to have, and the number it is shared by."""

    payee: str
    weight: Decimal
    amount: Decimal


def shares(total: Decimal, weights: Mapping[str, Decimal]) -> tuple[PotShare, ...]:
    """Share a pot by weight, in order of ODS code, the parts adding up to it (largest remainder).

    Raises ValueError where every weight is nothing.
    """
    payees = sorted(weights)
    amounts = shared_out(total, [weights[payee] for payee in payees])
    return tuple(
        PotShare(payee, weights[payee], amount)
        for payee, amount in zip(payees, amounts, strict=True)
    )


def residents_of(homes: tuple[HomeFacts, ...], payee: str, month: Month) -> Decimal:
    """A practice's residents over all homes; or, for a network, all residents of its homes."""
    total = 0
    for home in homes:
        if home.network_on(month.first) == payee:
            total += sum(home.residents_of(code, month) for code in home.residents)
        else:
            total += home.residents_of(payee, month)
    return Decimal(total)
