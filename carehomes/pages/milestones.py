"""The network contract's care home milestones, by network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from carehomes.models import MilestoneConfirmation
from carehomes.pages.words import ShortTable, named, table
from carehomes.selectors.milestones import Milestone
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.specifications.schema import Deadline
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag
from commissioning.web.lists import Cell, Column, Row

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
    networks: Sequence[Organisation],
    milestones: Sequence[Milestone],
    confirmations: Said,
    day: date,
) -> list[Row]:
    return [_board_row(network, milestones, confirmations, day) for network in networks]


def _board_row(
    network: Organisation, milestones: Sequence[Milestone], confirmations: Said, day: date
) -> Row:
    words = [confirmations.get((network.pk, milestone.deadline.code)) for milestone in milestones]
    met_count = sum(1 for confirmation in words if confirmation and confirmation.met_on)
    unmet = sum(1 for confirmation in words if confirmation and not confirmation.met_on)
    late = [
        milestone.deadline.title
        for milestone, word in zip(milestones, words, strict=True)
        if milestone.deadline.due < day and not (word and word.met_on)
    ]
    return Row(
        (
            Cell(
                in_words(network.name),
                href=address("carehomes:network_milestones", code=network.code),
            ),
            network.code,
            met_count,
            unmet,
            len(milestones) - met_count - unmet,
            Cell("; ".join(late)) if late else Cell("None", tag="green"),
        )
    )


@dataclass(frozen=True, slots=True)
class MilestonesPage:
    """A network's milestones in order of their dates, and its care home plan."""

    name: str
    code: str
    milestones: ShortTable
    plans: tuple[SummaryRow, ...]

    @classmethod
    def of(
        cls,
        network: Organisation,
        milestones: Sequence[Milestone],
        confirmations: Said,
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
                    _row(
                        network,
                        milestone,
                        confirmations.get((network.pk, milestone.deadline.code)),
                        day,
                    )
                    for milestone in milestones
                ],
            ),
            plans=tuple(_plan(network, *plan) for plan in plans),
        )


def _row(
    network: Organisation, milestone: Milestone, word: MilestoneConfirmation | None, day: date
) -> Row:
    deadline = milestone.deadline
    evidence = f" Evidence: {word.evidence.name}." if word and word.evidence else ""
    note = f"{word.note}{evidence}".strip() if word else ""
    who = f"{word.said_by}, {written(word.said_on)}" if word else ""
    href = address("carehomes:milestone", code=network.code, milestone=deadline.code)
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
        change_href=address(
            "practices:return", form=f"{specification}/{deadline.return_code}/{network.code}"
        ),
        change_word="Open",
        change_what=deadline.title.lower(),
    )
