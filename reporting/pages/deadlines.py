"""The calendar of deadlines, month by month, and the events of a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.periods import Month, written
from commissioning.records.audit import as_read
from commissioning.specifications.wording import who
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Column, Table
from commissioning.web.site_url import site_address
from reporting.rules.calendar_file import Event
from reporting.rules.deadlines import Dated, Owner, Stands, stands
from reporting.selectors.calendar import DeadlineCalendar
from reporting.selectors.deadlines import Revision

COLOURS = {
    Stands.AHEAD: "blue",
    Stands.LATE: "orange",
    Stands.OVERDUE: "red",
}
MOST_NAMED = 6  # who still owe something, by their codes; of more only how many
COLUMNS = (
    Column("Deadline"),
    Column("Due"),
    Column("Owed by"),
    Column("State"),
    Column("What it affects"),
)


@dataclass(frozen=True, slots=True)
class MonthOfDeadlines:
    name: str
    anchor: str
    table: Table


@dataclass(frozen=True, slots=True)
class DeadlinesPage:
    """The deadlines that a person asked to see, by month."""

    months: tuple[MonthOfDeadlines, ...]
    number: str

    @classmethod
    def of(cls, calendar: DeadlineCalendar, day: date) -> Self:
        deadlines = calendar.shown
        months = []
        for month, listed in groupby(deadlines, key=lambda deadline: Month.of(deadline.due)):
            rows = [_row(deadline, calendar, day) for deadline in listed]
            table = Table(f"Deadlines in {month.name}", COLUMNS, rows)
            months.append(MonthOfDeadlines(month.name, f"month-{month}", table))
        number = counted(len(deadlines), "deadline")
        return cls(tuple(months), number)


def _row(dated: Dated, calendar: DeadlineCalendar, day: date) -> list[Cell]:
    deadline = dated.deadline
    owners = calendar.owing[dated.key]
    text, colour = _state(dated, calendar, day)
    mine = calendar.is_mine(dated)
    return [
        Cell(deadline.title, href=href_of(dated), said=dated.specification.title),
        Cell(written(dated.due), said=_said_of_date(dated), value=dated.due),
        Cell(who(deadline.owed_by), said="Yours" if mine and not calendar.sees_all else ""),
        Cell(text, tag=colour, said=_still(owners, calendar)),
        Cell(deadline.affects, said=deadline.note),
    ]


def _state(dated: Dated, calendar: DeadlineCalendar, day: date) -> tuple[str, str]:
    """How it stands for whoever looks; of what is not theirs only the date is told."""
    if calendar.owing[dated.key]:
        state = stands(dated, day)
        return state.value, COLOURS[state]
    if calendar.is_mine(dated) or calendar.sees_all:
        return "Nothing owed", "green" if day <= dated.last else "grey"
    return ("Past", "grey") if day > dated.last else (Stands.AHEAD.value, "blue")


def _said_of_date(dated: Dated) -> str:
    notes = [f"accepted until {written(dated.last)}"] if dated.last != dated.due else []
    notes += ["assumed: no day is given"] if dated.deadline.assumed else []
    return ", ".join(notes)


def _still(owners: Sequence[Owner], calendar: DeadlineCalendar) -> str:
    """How many still owe it, or for which of one's own organisations it is owed."""
    if not owners or owners[0].is_the_ccg:
        return ""
    codes = ", ".join(owner.code for owner in owners)
    if not calendar.sees_all:
        return f"Owed by {codes}"
    number = len(owners)
    still = "1 still owes it" if number == 1 else f"{number:,} still owe it"
    return f"{still}: {codes}" if number <= MOST_NAMED else still


def href_of(dated: Dated) -> str:
    """Where a deadline is read about, with its clause."""
    return address("specification", code=dated.specification.code)


def owners_offered(deadlines: Iterable[Dated]) -> list[tuple[str, str]]:
    codes = {dated.deadline.owed_by for dated in deadlines}
    return sorted(((code, who(code)) for code in codes), key=lambda option: option[1])


def specifications_offered(deadlines: Iterable[Dated]) -> list[tuple[str, str]]:
    titles_by_code = {
        deadline.specification.code: deadline.specification.title for deadline in deadlines
    }
    return sorted(titles_by_code.items(), key=lambda option: option[1])


def events(deadlines: Iterable[Dated], revisions: Mapping[str, Revision]) -> Iterator[Event]:
    """A person's deadlines for a calendar. No names, no figures: it tells of dates."""
    site = site_address()
    for dated in deadlines:
        revision = revisions[dated.key]
        deadline = dated.deadline
        lines = [
            dated.specification.title,
            f"Accepted until {written(dated.last)}" if dated.last != dated.due else "",
            "Assumed: the documents give no day" if deadline.assumed else "",
            f"Affects: {deadline.affects}" if deadline.affects else "",
            f"Sign in to read what is asked: {site}/deadlines/",
        ]
        yield Event(
            uid=f"{dated.key.replace(':', '.')}@{site.partition('://')[2]}",
            number=revision.number,
            changed_at=as_read(revision.changed_at),
            day=dated.due,
            summary=f"Due: {deadline.title}",
            description="\n".join(line for line in lines if line),
            url=f"{site}/deadlines/",
            category=dated.specification.title,
        )
