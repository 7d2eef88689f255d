"""The board of out-of-hours cover, and one gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from carehomes.models import CareHome, OutOfHours, OutOfHoursGap
from carehomes.pages.homes import home_cell, network_cell
from carehomes.pages.words import named
from commissioning.domain.periods import written
from commissioning.web.addresses import address
from commissioning.web.components import Tag, TimelineEvent
from commissioning.web.lists import Cell, Column, Row

COLUMNS = (
    Column("Home", sort="name"),
    Column("Network", sort="network_name"),
    Column("Provider"),
    Column("Medicines out of hours"),
    Column("Home told on"),
    Column("Gap"),
)


def board_rows(
    homes: Sequence[CareHome],
    cover: Mapping[int, OutOfHours],
    gaps: Mapping[int, Sequence[OutOfHoursGap]],
) -> list[Row]:
    return [
        Row(
            (
                home_cell(home),
                network_cell(home),
                *_cover(cover.get(home.pk)),
                _gap(gaps.get(home.pk, ())),
            )
        )
        for home in homes
    ]


def _cover(cover: OutOfHours | None) -> tuple[Cell, Cell, Cell]:
    if cover is None:
        return Cell("None on record", tag="red"), Cell(""), Cell("")
    signposted_on = cover.signposted_on
    return (
        Cell(cover.provider, said=f"From {written(cover.starts_on)}"),
        Cell(cover.medicines),
        Cell(written(signposted_on), value=signposted_on)
        if signposted_on
        else Cell("Not yet", tag="yellow"),
    )


def _gap(gaps: Sequence[OutOfHoursGap]) -> Cell:
    if not gaps:
        return Cell("")
    first = gaps[0]
    words = f"Since {written(first.since)}, {named(first.organisation)}"
    text = "Answered, open" if first.answer else "Not answered"
    return Cell(text, href=address("carehomes:gap", key=first.pk), said=words)


@dataclass(frozen=True, slots=True)
class GapPage:
    home: str
    what: str
    since: str
    tag: Tag
    history: tuple[TimelineEvent, ...]
    answers: bool

    @classmethod
    def of(cls, gap: OutOfHoursGap, *, answers: bool) -> Self:
        closed = gap.closed_on is not None
        return cls(
            home=gap.home.name,
            what=gap.what,
            since=written(gap.since),
            tag=Tag("Closed", "green") if closed else Tag("Open", "orange"),
            history=tuple(_history(gap)),
            answers=answers and not closed,
        )


def _history(gap: OutOfHoursGap) -> Iterator[TimelineEvent]:
    who = f"{gap.raised_by}, {named(gap.organisation)}"
    yield TimelineEvent(written(gap.raised_on), "Flagged to the CCG", who, words=gap.what)
    if gap.answered_on:
        yield TimelineEvent(
            written(gap.answered_on), "The CCG answered", str(gap.answered_by), words=gap.answer
        )
    if gap.closed_on:
        yield TimelineEvent(written(gap.closed_on), "Closed", str(gap.closed_by))
