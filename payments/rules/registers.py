"""How many register patients are paid for: declared, agreed after an audit, or assumed, capped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from commissioning.domain.figures import Figure, derive, given
from commissioning.domain.periods import Month, written
from commissioning.specifications.schema import Cap, ListBasis, Specification
from payments.rules.facts import Decided, PracticeFacts

HUNDRED = Decimal(100)


class Missing(Exception):  # noqa: N818  (it is a fact that is missing, told to people as a gap)
    """A fact without which nothing can be worked out; its text names the fact."""


def list_figure(practice: PracticeFacts, basis: ListBasis) -> Figure:
    """The list a term is based on. Raises Missing naming the practice and the day.

    Clause: S0, "January 2020's raw list size"; D-07.
    """
    list_fact = practice.lists.get((basis.kind, basis.on))
    if list_fact is None:
        kind = "weighted list" if basis.kind == "weighted" else "list size"
        message = f"No {kind} for {practice.code} on {written(basis.on)}"
        raise Missing(message)
    return given(list_fact.label, list_fact.patients, source=list_fact.source)


ROUNDINGS = {"floor": "round down to whole patients", "ceil": "round up to whole patients"}


@lru_cache(maxsize=64)
def _percentage(percent: Decimal) -> Figure:
    return given("Share of the list", percent / HUNDRED, source=f"{percent}%")


def share_of_list(specification: Specification, practice: PracticeFacts, cap: Cap) -> Figure:
    """The most register patients paid for: 2% of the list, unrounded unless D-03 says so."""
    patients = list_figure(practice, cap)
    share = derive(f"{cap.percent}% of the list", "multiply", patients, _percentage(cap.percent))
    rounding = ROUNDINGS.get(specification.reading("D-03"))
    return (
        derive(f"{cap.percent}% of the list, whole patients", rounding, share)
        if rounding
        else share
    )


def registers(
    specification: Specification, practice: PracticeFacts, months: Sequence[Month]
) -> list[Figure | None]:
    """The register on record for each month, or None where it is assumed.

    An audited count applies only where a decision agreed it (D-04); else the latest declared.
    Where D-04 is read as "notional", the share of the list is always paid for.
    """
    if specification.reading("D-04") == "notional":
        return [None] * len(months)
    declared = practice.declared.get(specification.code)
    declared_figure = (
        given("Register, declared", declared.patients, source=declared.source) if declared else None
    )
    agreed = [
        decision
        for decision in practice.decided(specification.code, "register")
        if decision.figure is not None and decision.outcome == "agreed"
    ]
    if not agreed:
        return [declared_figure] * len(months)
    return [_agreed(agreed, month) or declared_figure for month in months]


def _agreed(decisions: Sequence[Decided], month: Month) -> Figure | None:
    """The register that the latest decision for a month agreed."""
    covering = [decision for decision in decisions if decision.covers(month)]
    if not covering:
        return None
    latest = max(covering, key=lambda decision: decision.decided_on)
    count = int(latest.figure or 0)
    return given("Register, audited and agreed", count, source=latest.words)


def paid_for(
    specification: Specification, practice: PracticeFacts, cap: Cap, register: Figure | None
) -> Figure:
    """Register patients paid for: those of the register on record, at most the share of the list.

    Raises Missing where there is no list.
    """
    most = share_of_list(specification, practice, cap)
    if register is None:
        return derive(
            "Register patients paid for",
            "the lower of",
            most,
            source=f"assumed at {cap.percent}% of the list: no register on record",
        )
    return derive("Register patients paid for", "the lower of", register, most)
