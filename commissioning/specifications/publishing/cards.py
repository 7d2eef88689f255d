"""What a specification asks to be sent, and what it pays, each as a card of its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from commissioning.domain.periods import written
from commissioning.specifications.types import (
    AtYearEnd,
    OnClaim,
    PaymentTerm,
    Return,
    Specification,
)
from commissioning.specifications.wording import (
    days,
    due_of,
    paid_per,
    pounds_of,
    reminders_of,
    who,
)
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag
from commissioning.web.lists.cells import Cell, Column
from commissioning.web.lists.tables import Table

APPROVED, WAITING = Tag("Approved", "green"), Tag("Waits for approval", "yellow")


def specification_href(code: str, version: str = "") -> str:
    return (
        address("specification_version", code=code, version=version)
        if version
        else address("specification", code=code)
    )


def interpretations_href(code: str) -> str:
    return address("payments:readings", code=code)


def rows(*pairs: tuple[str, str]) -> tuple[SummaryRow, ...]:
    """The rows that say anything."""
    return tuple(SummaryRow(key, value) for key, value in pairs if value)


@dataclass(frozen=True, slots=True)
class ReturnCard:
    """A form that is asked for, with its questions."""

    title: str
    facts: tuple[SummaryRow, ...]
    questions: tuple[str, ...]

    @classmethod
    def of(cls, return_: Return, terms: dict[str, str]) -> Self:
        holds = [terms.get(code, code) for code in (*return_.holds, *return_.last_holds)]
        return cls(
            title=return_.title,
            facts=rows(
                ("Sent by", who(return_.owed_by)),
                ("Due", due_of(return_)),
                ("Signed by", return_.signed_by),
                ("Held while it is missing", ", ".join(holds)),
                ("Reminders", reminders_of(return_.remind)),
                ("Clause", return_.clause),
                ("Note", return_.note),
            ),
            questions=tuple(question.ask for question in return_.questions),
        )


@dataclass(frozen=True, slots=True)
class PaymentCard:
    """What is paid under one term: for what, at which rate, on which conditions."""

    title: str
    facts: tuple[SummaryRow, ...]
    rates: Table
    conditions: tuple[Table, ...]
    categories: Table | None
    rests_on: tuple[tuple[str, str], ...]  # the interpretation's code, and where it is read

    @classmethod
    def of(cls, spec: Specification, term: PaymentTerm) -> Self:
        basics = term.basics
        return cls(
            title=basics.title,
            facts=rows(
                ("For", paid_per(term)),
                ("Paid to", who(basics.pays)),
                ("Months", days(basics.period)),
                ("For delivering", ", ".join(spec.element(e).title for e in basics.elements)),
                ("Clause", basics.clause),
            ),
            rates=Table(
                f"Rates of {basics.title}",
                (Column("From"), Column("Rate", numeric=True), Column("Clause")),
                [
                    (
                        Cell(written(rate.start), said=_until(rate.end)),
                        pounds_of(rate.amount),
                        rate.clause,
                    )
                    for rate in basics.rates
                ],
            ),
            conditions=_conditions(term),
            categories=_categories(term),
            rests_on=tuple(
                (interpretation.code, f"{interpretations_href(spec.code)}#{interpretation.code}")
                for interpretation in spec.interpretations
                if interpretation.code in basics.rests_on
            ),
        )


def _until(end: date | None) -> str:
    return f"until {written(end)}" if end else ""


def _conditions(term: PaymentTerm) -> tuple[Table, ...]:
    if not isinstance(term, AtYearEnd):
        return ()
    return tuple(
        Table(
            f"Conditions for {days(year.period)}: all of them",
            (Column("Condition"), Column("By"), Column("Clause")),
            [
                (
                    condition.title,
                    Cell(written(condition.due), said=accepted(condition.accepted_until)),
                    condition.clause,
                )
                for condition in year.conditions
            ],
            hidden=False,
        )
        for year in term.years
    )


def accepted(until: date | None) -> str:
    return f"accepted until {written(until)}" if until else ""


def _categories(term: PaymentTerm) -> Table | None:
    if not isinstance(term, OnClaim):
        return None
    return Table(
        "What can be claimed",
        (Column("Cost"), Column("Incurred"), Column("At most"), Column("Claim by")),
        [
            (
                Cell(category.title, said=category.refused and f"not paid: {category.refused}"),
                days(category.window),
                Cell(
                    f"{pounds_of(category.most_per_unit)} a {category.unit}"
                    if category.most_per_unit
                    else "",
                    said=f"{category.most_units_a_week} a week"
                    if category.most_units_a_week
                    else "",
                ),
                written(category.claim_by) if category.claim_by else "",
            )
            for category in term.categories
        ],
        hidden=False,
    )
