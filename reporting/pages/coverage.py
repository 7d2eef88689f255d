"""Which document each duty about care homes rests on, in one week (interpretation D-28)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commissioning.domain.periods import Period, written
from commissioning.specifications.schema import SitrepQuestion, Specification
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Column, Table
from reporting.rules.weeks import questions_on, sunday_of

BEFORE, NOW, OVER = Cell("Not yet", tag="grey"), Cell("In force", tag="green"), Cell("Ended")


def questions_table(asks: Specification, week: date) -> Table:
    """What the sitrep asks in a week, and on which words of which document each question rests."""
    rows = [
        [Cell(question.ask), Cell(question.basis), _days(question)]
        for question in _asked(asks, week)
    ]
    return Table(
        "What the sitrep asks",
        (Column("Question"), Column("Rests on"), Column("Asked")),
        rows,
        hidden=False,
    )


def _asked(asks: Specification, week: date) -> Sequence[SitrepQuestion]:
    return questions_on(asks, sunday_of(week))


def _days(question: SitrepQuestion) -> Cell:
    start, end = question.start, question.end
    if start and end:
        return Cell(f"From {written(start)} to {written(end)}")
    if start:
        return Cell(f"From {written(start)}")
    return Cell(f"Until {written(end)}") if end else Cell("Throughout")


def duties_table(specifications: Sequence[Specification], week: date) -> Table:
    """The parts of every document, with whether each is in force in a week."""
    within = Period(week, sunday_of(week))
    rows = [
        [
            Cell(element.title),
            Cell(specification.title, href=address("specification", code=specification.code)),
            *_stands(element.periods, within),
        ]
        for specification in specifications
        for element in specification.elements
    ]
    return Table(
        "Services",
        (Column("Service"), Column("Document"), Column("This week"), Column("Days")),
        rows,
        hidden=False,
    )


def sitreps_table(specifications: Sequence[Specification], week: date) -> Table:
    """Which documents ask for a sitrep, in which weeks."""
    rows = []
    for specification in specifications:
        if specification.sitrep is None:
            continue
        last = (
            sunday_of(specification.sitrep.last_week)
            if specification.sitrep.last_week
            else date.max
        )
        period = Period(specification.sitrep.first_week, last)
        rows.append(
            [
                Cell(specification.sitrep.title),
                Cell(specification.title, href=address("specification", code=specification.code)),
                *_stands((period,), Period(week, sunday_of(week))),
            ]
        )
    return Table(
        "Who asks for a sitrep",
        (Column("Sitrep"), Column("Document"), Column("This week"), Column("Days")),
        rows,
        hidden=False,
    )


def _stands(periods: Sequence[Period], week: Period) -> tuple[Cell, Cell]:
    days = Cell("; ".join(_written(period) for period in periods))
    if any(period.within(week) for period in periods):
        return NOW, days
    return (
        BEFORE if all(period.start > week.end for period in periods) else _between(periods, week)
    ), days


def _between(periods: Sequence[Period], week: Period) -> Cell:
    return (
        Cell("Pauses", tag="grey") if any(period.start > week.end for period in periods) else OVER
    )


def _written(period: Period) -> str:
    start = f"From {written(period.start)}"
    return start if period.end == date.max else f"{start} to {written(period.end)}"
