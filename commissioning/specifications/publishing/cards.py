"""What a specification asks to be sent, and what it pays, each as a card of its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from commissioning.domain.periods import written
from commissioning.specifications.schema import (
    AtYearEnd,
    OnClaim,
    PaymentTerm,
    RatedTerm,
    RequiredReturn,
    Specification,
)
from commissioning.specifications.wording import (
    days,
    due_of,
    paid_by,
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
    def of(cls, return_: RequiredReturn, terms: dict[str, str]) -> Self:
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
        return cls(
            title=term.title,
            facts=rows(
                ("For", paid_per(spec, term)),
                ("Paid to", who(term.pays)),
                ("Months", days(term.period)),
                ("For delivering", ", ".join(spec.element(e).title for e in term.elements)),
                ("Paid by", _paid_by(term)),
                ("Clause", term.clause),
            ),
            rates=Table(
                f"Rates of {term.title}",
                (Column("From"), Column("Rate", numeric=True), Column("Clause")),
                [
                    (
                        Cell(written(rate.start), said=_until(rate.end)),
                        pounds_of(rate.amount),
                        rate.clause,
                    )
                    for rate in (term.rates if isinstance(term, RatedTerm) else ())
                ],
            ),
            conditions=_conditions(spec, term),
            categories=_categories(term),
            rests_on=tuple(
                (interpretation.code, f"{interpretations_href(spec.code)}#{interpretation.code}")
                for interpretation in spec.interpretations
                if interpretation.code in term.rests_on
            ),
        )


def _until(end: date | None) -> str:
    return f"until {written(end)}" if end else ""


def _paid_by(term: PaymentTerm) -> str:
    years = term.years if isinstance(term, AtYearEnd) else ()
    return "; ".join(filter(None, (paid_by(year) for year in years)))


def _conditions(spec: Specification, term: PaymentTerm) -> tuple[Table, ...]:
    if not isinstance(term, AtYearEnd):
        return ()
    return tuple(
        Table(
            f"Conditions for {days(year.period)}: all of them",
            (Column("Condition"), Column("By"), Column("Clause")),
            [
                (
                    condition.title,
                    Cell(written(due), said=accepted(accepted_until)),
                    condition.clause,
                )
                for condition in year.conditions
                for due, accepted_until in [spec.due(condition)]
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
