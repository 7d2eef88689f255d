"""The board of returns: how each return stands, and the one that is shown below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.pages import Tag
from practices.policy import can_chase
from practices.policy.returns import judges_returns
from practices.rules.asked import AskedFor
from practices.selectors.groups import GroupTally
from practices.selectors.return_boards import Tally


@dataclass(frozen=True, slots=True)
class TallyRow:
    title: str
    href: str
    specification: str
    due: str
    owed: str
    received: str
    late: str
    missing: str
    to_judge: str
    shown: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    name: str
    href: str
    rows: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class BoardPage:
    tallies: list[TallyRow]
    title: str
    key: str
    due: str
    missing: int
    chase: str  # what the button that chases says; empty: no button
    compiled_href: str
    answers_of_no: bool
    judges: bool
    groups: list[GroupLine]

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
            tallies=[_tally(each, chosen) for each in found],
            title=chosen.title,
            key=chosen.key,
            due=due,
            missing=missing,
            chase=f"Chase the {missing} who have not sent it"
            if missing and can_chase(user)
            else "",
            compiled_href=f"/returns/compiled/{chosen.key}/" if judges else "",
            answers_of_no=judges,
            judges=judges,
            groups=[_group(each, on) for each in groups],
        )


def _tally(each: Tally, chosen: AskedFor) -> TallyRow:
    return TallyRow(
        title=each.asked.title,
        href=f"/returns/?of={each.asked.key}",
        specification=each.asked.specification_title,
        due=written(each.asked.due),
        owed=f"{each.owed:,}",
        received=f"{each.received:,}",
        late=f"{each.late:,}",
        missing=f"{each.missing:,}",
        to_judge=f"{each.to_judge:,}",
        shown=each.asked.key == chosen.key,
    )


def _group(each: GroupTally, on: date) -> GroupLine:
    if each.fact:
        tag = Tag("Received", "green")
    elif on > each.asked.last:
        tag = Tag("Missing", "red")
    else:
        tag = Tag("Not complete", "grey")
    answered = "the director has answered" if each.answered else "the director has not answered"
    return GroupLine(
        name=in_words(each.network.name),
        href=each.asked.form_of(each.network.code).href,
        rows=f"{each.confirmed} of {each.rows} rows confirmed, {answered}",
        tag=tag,
    )
