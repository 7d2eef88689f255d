"""The board of alignments, and one proposal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from carehomes.models import AlignmentProposal, CareHome
from carehomes.pages.homes import home_cell, network_cell
from carehomes.pages.words import Link, home_href, named
from commissioning.domain.periods import written
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from commissioning.web.lists import Cell, Column, Row

COLUMNS = (
    Column("Home", sort="name"),
    Column("Aligned to", sort="network_name"),
    Column("Beds", sort="beds_now", numeric=True, descending=True),
    Column("Proposed to"),
    Column("To look at"),
)
State = AlignmentProposal.State
COLOURS = {
    State.PROPOSED.value: "yellow",
    State.AGREED.value: "blue",
    State.CONFIRMED.value: "green",
    State.REFUSED.value: "grey",
}


def board_rows(
    homes: Sequence[CareHome], open_: Mapping[int, Sequence[AlignmentProposal]]
) -> list[Row]:
    return [
        Row(
            (
                home_cell(home),
                network_cell(home),
                home.beds_now,  # type: ignore[attr-defined]
                _proposed(open_.get(home.pk, ())),
                _look(home),
            )
        )
        for home in homes
    ]


def _proposed(proposals: Sequence[AlignmentProposal]) -> Cell:
    if not proposals:
        return Cell("")
    first = proposals[0]
    others = ", ".join(named(proposal.pcn) for proposal in proposals[1:])
    more = f". Also {others}" if others else ""
    return Cell(
        named(first.pcn),
        href=address("carehomes:alignment", key=first.pk),
        said=f"{first.get_state_display()}{more}",
    )


def _look(home: CareHome) -> Cell:
    if home.claims > 1:  # type: ignore[attr-defined]
        return Cell("Claimed by two networks", tag="orange")
    if home.network_code and home.claimed_against:  # type: ignore[attr-defined]
        return Cell("Another network claims it", tag="orange")
    return Cell("")


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal with what was said, and what this person may do."""

    home: str
    title: str
    tag: Tag
    facts: tuple[SummaryRow, ...]
    others: tuple[Link, ...]
    history: tuple[TimelineEvent, ...]
    agrees: bool
    confirms: bool
    refuses: bool
    why_not: str

    @classmethod
    def of(
        cls,
        proposal: AlignmentProposal,
        others: Sequence[AlignmentProposal],
        *,
        agrees: bool,
        confirms: bool,
        refuses: bool,
        why_not: str,
    ) -> Self:
        return cls(
            home=proposal.home.name,
            title=f"Alignment to {named(proposal.pcn)}",
            tag=Tag(proposal.get_state_display(), COLOURS[proposal.state]),
            facts=tuple(_facts(proposal)),
            others=tuple(
                Link(
                    f"{named(other_proposal.pcn)} claims it too",
                    address("carehomes:alignment", key=other_proposal.pk),
                )
                for other_proposal in others
            ),
            history=tuple(_history(proposal)),
            agrees=agrees,
            confirms=confirms,
            refuses=refuses,
            why_not=why_not,
        )


def _facts(proposal: AlignmentProposal) -> Iterator[SummaryRow]:
    yield SummaryRow("Home", proposal.home.name, href=home_href(proposal.home.location_id))
    yield SummaryRow("Network", named(proposal.pcn))
    yield SummaryRow("From", written(proposal.starts_on))
    yield SummaryRow("Why", proposal.why)
    yield SummaryRow(
        "Residents’ choice",
        proposal.residents_choice or "Nothing noted",
        said="It comes first, and is never an exception",
    )


def _history(proposal: AlignmentProposal) -> Iterator[TimelineEvent]:
    yield TimelineEvent(
        written(proposal.proposed_on), "Proposed", str(proposal.proposed_by), words=proposal.why
    )
    if proposal.agreed_on:
        yield TimelineEvent(
            written(proposal.agreed_on), "Agreed for the network", str(proposal.agreed_by)
        )
    if proposal.decided_on:
        who = str(proposal.decided_by)
        what = proposal.get_state_display()
        yield TimelineEvent(written(proposal.decided_on), what, who, words=proposal.reason)
