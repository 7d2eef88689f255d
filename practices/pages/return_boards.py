"""The board of returns: how each return stands, and the one that is shown below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Column, Table
from commissioning.web.lists.cells import Value
from practices.policy.answers import can_chase
from practices.policy.returns import judges_returns
from practices.rules.return_requests import AskedFor
from practices.selectors.groups import GroupTally
from practices.selectors.return_boards import Tally

MOST_GROUPS = 60  # that a board prints; beyond, their practices are found by the filter
TALLIES = (
    Column("Return"),
    Column("Due"),
    *(Column(heading, numeric=True) for heading in ("Asked of", "Received", "Late", "Missing")),
    Column("To judge", numeric=True),
)
GROUPS = (Column("Network"), Column("Rows"), Column("State"))


@dataclass(frozen=True, slots=True)
class ReturnBoardPage:
    tallies: Table
    title: str
    key: str
    due: str
    missing: int
    chase: str  # what the button that chases says; empty: no button
    compiled_href: str
    answers_of_no: bool
    judges: bool
    groups: Table | None

    @classmethod
    def of(
        cls,
        tallies: Sequence[Tally],
        chosen: AskedFor,
        user: User,
        on: date,
        groups: Sequence[GroupTally] = (),
    ) -> ReturnBoardPage:
        missing = next((tally.missing for tally in tallies if tally.asked.key == chosen.key), 0)
        judges = bool(judges_returns(user))
        due = written(chosen.due)
        if chosen.last != chosen.due:
            due += f", accepted late until {written(chosen.last)}"
        return cls(
            tallies=Table(
                "Every return that is asked, by the day it is due",
                TALLIES,
                [_tally(tally, chosen) for tally in tallies],
            ),
            title=chosen.title,
            key=chosen.key,
            due=due,
            missing=missing,
            chase=(
                "Chase the one who has not sent it"
                if missing == 1
                else f"Chase the {missing} who have not sent it"
            )
            if missing and can_chase(user)
            else "",
            compiled_href=address("practices:returns_compiled", asked=chosen.key) if judges else "",
            answers_of_no=judges,
            judges=judges,
            groups=Table(
                "The networks’ forms and their rows",
                GROUPS,
                [_group(group, on) for group in groups],
            )
            if 0 < len(groups) <= MOST_GROUPS
            else None,
        )


def _tally(tally: Tally, chosen: AskedFor) -> tuple[Cell | Value, ...]:
    is_shown = tally.asked.key == chosen.key
    return (
        Cell(
            tally.asked.title,
            href="" if is_shown else address("practices:returns", query={"of": tally.asked.key}),
            said=tally.asked.specification_title,
        ),
        tally.asked.due,
        tally.owed,
        tally.received,
        tally.late,
        tally.missing,
        tally.to_judge,
    )


def _group(group: GroupTally, on: date) -> tuple[Cell | Value, ...]:
    if group.fact:
        state = Cell("Received", tag="green")
    elif on > group.asked.last:
        state = Cell("Missing", tag="red")
    else:
        state = Cell("Not complete", tag="grey")
    answered = "the director has answered" if group.answered else "the director has not answered"
    href = address("practices:return", form=group.asked.form_of(group.network.code))
    rows = f"{group.confirmed} of {group.rows} rows confirmed, {answered}"
    return (Cell(in_words(group.network.name), href=href), rows, state)
