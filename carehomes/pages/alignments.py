"""The board of alignments, and one proposal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from carehomes.models import AlignmentProposal, CareHome
from carehomes.pages.homes import home_cell, network_cell
from carehomes.pages.words import Link, home_href, named
from commissioning.domain.periods import written
from commissioning.lists import Cell, Column, Row
from commissioning.pages import Happened, SummaryRow, Tag

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
                home_cell(each),
                network_cell(each),
                each.beds_now,  # type: ignore[attr-defined]
                _proposed(open_.get(each.pk, ())),
                _look(each),
            )
        )
        for each in homes
    ]


def _proposed(found: Sequence[AlignmentProposal]) -> Cell:
    if not found:
        return Cell("")
    first = found[0]
    others = ", ".join(named(each.pcn) for each in found[1:])
    more = f". Also {others}" if others else ""
    return Cell(
        named(first.pcn),
        href=f"/alignments/{first.pk}/",
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
    history: tuple[Happened, ...]
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
                Link(f"{named(each.pcn)} claims it too", f"/alignments/{each.pk}/")
                for each in others
            ),
            history=tuple(_history(proposal)),
            agrees=agrees,
            confirms=confirms,
            refuses=refuses,
            why_not=why_not,
        )


def _facts(each: AlignmentProposal) -> Iterator[SummaryRow]:
    yield SummaryRow("Home", each.home.name, href=home_href(each.home.location_id))
    yield SummaryRow("Network", named(each.pcn))
    yield SummaryRow("From", written(each.starts_on))
    yield SummaryRow("Why", each.why)
    yield SummaryRow(
        "Residents’ choice",
        each.residents_choice or "Nothing noted",
        said="It comes first, and is never an exception",
    )


def _history(each: AlignmentProposal) -> Iterator[Happened]:
    yield Happened(written(each.proposed_on), "Proposed", str(each.proposed_by), words=each.why)
    if each.agreed_on:
        yield Happened(written(each.agreed_on), "Agreed for the network", str(each.agreed_by))
    if each.decided_on:
        who = str(each.decided_by)
        what = each.get_state_display()
        yield Happened(written(each.decided_on), what, who, words=each.reason)
