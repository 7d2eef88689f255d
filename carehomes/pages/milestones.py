"""The network contract's care home milestones, by network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from carehomes.models import MilestoneConfirmation
from carehomes.pages.words import Table, named, table
from carehomes.selectors.milestones import Milestone
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.lists import Cell, Column, Row
from commissioning.models import Organisation
from commissioning.pages import SummaryRow, Tag
from commissioning.specifications.types import Deadline

Said = Mapping[tuple[int, str], MilestoneConfirmation]
COLUMNS = (
    Column("Network", sort="name"),
    Column("Code", sort="code"),
    Column("Met", numeric=True),
    Column("Not met yet", numeric=True),
    Column("Nothing said", numeric=True),
    Column("Overdue"),
)


def board_rows(
    networks: Sequence[Organisation], asked: Sequence[Milestone], said: Said, day: date
) -> list[Row]:
    return [_board_row(each, asked, said, day) for each in networks]


def _board_row(network: Organisation, asked: Sequence[Milestone], said: Said, day: date) -> Row:
    words = [said.get((network.pk, each.deadline.code)) for each in asked]
    met = sum(1 for each in words if each and each.met_on)
    unmet = sum(1 for each in words if each and not each.met_on)
    late = [
        each.deadline.title
        for each, word in zip(asked, words, strict=True)
        if each.deadline.due < day and not (word and word.met_on)
    ]
    return Row(
        (
            Cell(in_words(network.name), href=f"/milestones/{network.code}/"),
            network.code,
            met,
            unmet,
            len(asked) - met - unmet,
            Cell("; ".join(late)) if late else Cell("None", tag="green"),
        )
    )


@dataclass(frozen=True, slots=True)
class MilestonesPage:
    """A network's milestones in order of their dates, and its care home plan."""

    name: str
    code: str
    milestones: Table
    plans: tuple[SummaryRow, ...]

    @classmethod
    def of(
        cls,
        network: Organisation,
        asked: Sequence[Milestone],
        said: Said,
        plans: Sequence[tuple[str, Deadline, bool]],
        day: date,
    ) -> Self:
        """`plans` are the returns asked of the network, and whether each came."""
        return cls(
            name=named(network),
            code=network.code,
            milestones=table(
                "Milestones",
                ("Milestone", "Due", "State", "Note"),
                [
                    _row(network, each, said.get((network.pk, each.deadline.code)), day)
                    for each in asked
                ],
            ),
            plans=tuple(_plan(network, *each) for each in plans),
        )


def _row(
    network: Organisation, each: Milestone, word: MilestoneConfirmation | None, day: date
) -> Row:
    deadline = each.deadline
    evidence = f" Evidence: {word.evidence.name}." if word and word.evidence else ""
    note = f"{word.note}{evidence}".strip() if word else ""
    who = f"{word.said_by}, {written(word.said_on)}" if word else ""
    href = f"/milestones/{network.code}/{deadline.code}/"
    return Row(
        (
            Cell(deadline.title, href=href, said=deadline.clause),
            deadline.due,
            _state(word, deadline.due, day),
            Cell(note, said=who),
        )
    )


def _state(word: MilestoneConfirmation | None, due: date, day: date) -> Cell:
    if word and word.met_on:
        late = word.met_on > due
        return Cell(
            "Met late" if late else "Met", tag="green", said=f"Since {written(word.met_on)}"
        )
    if word:
        return Cell("Not met yet", tag="orange")
    return Cell("Overdue", tag="red") if due < day else Cell("Nothing said", tag="grey")


def _plan(
    network: Organisation,
    specification: str,
    deadline: Deadline,
    came: bool,  # noqa: FBT001
) -> SummaryRow:
    return SummaryRow(
        deadline.title,
        tag=Tag("Sent", "green") if came else Tag("Not sent", "yellow"),
        said=f"Due {written(deadline.due)}",
        change_href=f"/returns/{specification}/{deadline.return_code}/{network.code}/",
        change_word="Open",
        change_what=deadline.title.lower(),
    )
