"""What-if: another rate, list or answer, laid over the specifications and facts that are real.

Nothing is worked out here. A scenario is a specification and facts like any others, so the rules
that pay for what is real say what it would pay too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import assert_never

from commissioning.specifications.schema import (
    PaymentTerm,
    Rate,
    RatedTerm,
    Specification,
)
from payments.rules.circumstances import DECIDING
from payments.rules.facts import Answer, ListFact, PracticeFacts, RunFacts

WHAT_IF = "what if"  # the source of every number that a scenario makes up
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class AnotherRate:
    """Another rate under one term, for the months that begin on a day or later."""

    specification: str
    term: str
    amount: Decimal
    start: date


@dataclass(frozen=True, slots=True)
class AnotherList:
    """Another list of one practice: of a kind (raw or weighted), standing for a day."""

    practice: str
    kind: str
    on: date
    patients: Decimal


@dataclass(frozen=True, slots=True)
class ListsScaled:
    """Every list of a kind and day as a percentage of what it is, to a whole patient.

    A weighted list keeps two places, as its publisher writes it.
    """

    kind: str
    on: date
    percent: Decimal


@dataclass(frozen=True, slots=True)
class AnotherAnswer:
    """Some practices sign, or decline, an element, as if they had answered on a day."""

    practices: tuple[str, ...]
    specification: str
    element: str
    signed: bool
    on: date
    version: str = ""  # of the specification, where it asks again


Change = AnotherRate | AnotherList | ListsScaled | AnotherAnswer


def specification_if(specification: Specification, changes: Iterable[Change]) -> Specification:
    """A specification with other rates."""
    payments = specification.payments
    for change in changes:
        if isinstance(change, AnotherRate) and change.specification == specification.code:
            payments = tuple(_rated(term, change) for term in payments)
    return specification.model_copy(update={"payments": payments})


def _rated(term: PaymentTerm, change: AnotherRate) -> PaymentTerm:
    if not isinstance(term, RatedTerm) or term.code != change.term:
        return term
    before = tuple(rate for rate in term.rates if rate.start < change.start)
    rate = Rate.model_construct(start=change.start, amount=change.amount, clause=WHAT_IF)
    return term.model_copy(update={"rates": (*before, rate)})


def facts_if(facts: RunFacts, changes: Iterable[Change]) -> RunFacts:
    """The facts with other lists and answers."""
    practices = facts.practices
    for change in changes:
        practices = tuple(_changed(practice, change) for practice in practices)
    return replace(facts, practices=practices)


def _changed(practice: PracticeFacts, change: Change) -> PracticeFacts:
    match change:
        case AnotherRate():
            return practice
        case AnotherList():
            if practice.code == change.practice:
                practice = _listed(practice, change.kind, change.on, change.patients)
        case ListsScaled():
            practice = _scaled(practice, change)
        case AnotherAnswer():
            if practice.code in change.practices:
                practice = _answered(practice, change)
        case _:  # pragma: no cover
            assert_never(change)
    return practice


def _scaled(practice: PracticeFacts, change: ListsScaled) -> PracticeFacts:
    list_fact = practice.lists.get((change.kind, change.on))
    if list_fact is None:
        return practice
    whole = Decimal("0.01") if change.kind == "weighted" else Decimal(1)
    patients = (list_fact.patients * change.percent / HUNDRED).quantize(whole, ROUND_HALF_UP)
    return _listed(practice, change.kind, change.on, patients)


def _answered(practice: PracticeFacts, change: AnotherAnswer) -> PracticeFacts:
    answer = Answer(change.signed, change.on, version=change.version)
    answers = {**practice.answers, (change.specification, change.element): answer}
    return replace(practice, answers=answers)


def _listed(practice: PracticeFacts, kind: str, on: date, patients: Decimal) -> PracticeFacts:
    lists = {**practice.lists, (kind, on): ListFact(patients, on, on, WHAT_IF)}
    return replace(practice, lists=lists)


def everyone_takes_part(facts: RunFacts, specifications: Iterable[Specification]) -> RunFacts:
    """The facts as if every practice had signed everything, with a register of the whole share.

    What that comes to is the most that the specifications can cost on these lists and beds.
    """
    answers = {
        (specification.code, element.code): Answer(
            True, specification.sign_up.by, version=specification.version
        )
        for specification in specifications
        for element in specification.elements
    }
    return replace(
        facts,
        practices=tuple(
            replace(
                practice,
                answers=answers,
                declared={},
                decisions={
                    code: tuple(
                        decision for decision in decided if decision.kind not in _ABOUT_DELIVERY
                    )
                    for code, decided in practice.decisions.items()
                },
            )
            for practice in facts.practices
        ),
    )


_ABOUT_DELIVERY = DECIDING | {"year-end", "condition", "register"}
