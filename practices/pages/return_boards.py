"""The board of returns: how each return stands, and the one that is shown below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.lists import Cell, Column, Table
from commissioning.lists.cells import Value
from commissioning.models import User
from practices.policy import can_chase
from practices.policy.returns import judges_returns
from practices.rules.asked import AskedFor
from practices.selectors.groups import GroupTally
from practices.selectors.return_boards import Tally

MOST_GROUPS = 60  # that a board prints; beyond, their practices are found by the filter
TALLIES = (
    Column("Return"),
    Column("Due"),
    *(Column(each, numeric=True) for each in ("Asked of", "Received", "Late", "Missing")),
    Column("To judge", numeric=True),
)
GROUPS = (Column("Network"), Column("Rows"), Column("State"))


@dataclass(frozen=True, slots=True)
class BoardPage:
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
        found: Sequence[Tally],
        chosen: AskedFor,
        user: User,
        on: date,
        groups: Sequence[GroupTally] = (),
    ) -> BoardPage:
        missing = next((each.missing for each in found if each.asked.key == chosen.key), 0)
        judges = bool(judges_returns(user))
        due = written(chosen.due)
        if chosen.last != chosen.due:
            due += f", accepted late until {written(chosen.last)}"
        return cls(
            tallies=Table(
                "Every return that is asked, by the day it is due",
                TALLIES,
                [_tally(each, chosen) for each in found],
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
            compiled_href=f"/returns/compiled/{chosen.key}/" if judges else "",
            answers_of_no=judges,
            judges=judges,
            groups=Table(
                "The networks’ forms and their rows", GROUPS, [_group(each, on) for each in groups]
            )
            if 0 < len(groups) <= MOST_GROUPS
            else None,
        )


def _tally(each: Tally, chosen: AskedFor) -> tuple[Cell | Value, ...]:
    is_shown = each.asked.key == chosen.key
    return (
        Cell(
            each.asked.title,
            href="" if is_shown else f"/returns/?of={each.asked.key}",
            said=each.asked.specification_title,
        ),
        each.asked.due,
        each.owed,
        each.received,
        each.late,
        each.missing,
        each.to_judge,
    )


def _group(each: GroupTally, on: date) -> tuple[Cell | Value, ...]:
    if each.fact:
        state = Cell("Received", tag="green")
    elif on > each.asked.last:
        state = Cell("Missing", tag="red")
    else:
        state = Cell("Not complete", tag="grey")
    answered = "the director has answered" if each.answered else "the director has not answered"
    href = each.asked.form_of(each.network.code).href
    rows = f"{each.confirmed} of {each.rows} rows confirmed, {answered}"
    return (Cell(in_words(each.network.name), href=href), rows, state)
