"""Amounts that a named decision gives: adjustments, and shares of money that a decline set free."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from commissioning.domain.figures import Figure, derive, given
from commissioning.domain.periods import Month
from commissioning.specifications.schema import Specification
from payments.rules.facts import NetworkFacts, PracticeFacts, Share
from payments.rules.owed import Owed, for_one_month

ADJUSTMENT = "adjustment"
REALLOCATION = "reallocation"


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """What the lines of a decision are called, in place of a payment term."""

    code: str
    title: str
    kind: str


def adjustments(
    specification: Specification,
    payee: PracticeFacts | NetworkFacts,
    months: tuple[Month, ...],
) -> list[Owed]:
    """Named amounts, added or taken away by decision, each for the month the decision names."""
    decisions = payee.decided(specification.code, ADJUSTMENT)
    if not decisions:
        return []
    by_month: dict[Month, list[Figure]] = defaultdict(list)
    for decision in decisions:
        if decision.start is None or decision.figure is None:
            continue
        words = f"{decision.subject}: {decision.words}" if decision.subject else decision.words
        by_month[Month.of(decision.start)].append(
            given("Adjustment", decision.figure, source=words)
        )
    return [
        Owed.under(
            specification,
            NamedTerm(ADJUSTMENT, "Adjustment", ADJUSTMENT),
            payee.code,
            (month,),
            for_one_month(derive("Adjustment, {month}", "total", *by_month[month])),
        )
        for month in months
        if month in by_month
    ]


def reallocated(
    specification: Specification, shares: tuple[Share, ...], months: tuple[Month, ...]
) -> list[Owed]:
    """What each payee was given of the money that a decline set free. Clause: S0, introduction."""
    owed = []
    for share in shares:
        if share.specification != specification.code or share.month not in months:
            continue
        pot = given("Set free", share.pot, source=f"{share.freed_by} declined: {share.source}")
        place = given("Place in the list", share.position + 1)
        weights = [given(f"By {share.basis}", weight) for weight in share.weights]
        part = derive(
            "Reallocation, {month}", "largest remainder", pot, place, *weights, source=share.source
        )
        owed.append(
            Owed.under(
                specification,
                NamedTerm(share.term, "Reallocation", REALLOCATION),
                share.payee,
                (share.month,),
                for_one_month(part),
                for_code=share.freed_by,
            )
        )
    return owed
