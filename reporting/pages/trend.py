"""Sitreps week by week: bars for an SVG without any style in it, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from commissioning.domain.periods import written
from commissioning.web.lists import Cell, Column, Table
from reporting.models import Sitrep
from reporting.pages.sitrep_figures import figure_columns, plural, week_href
from reporting.pages.sitreps import state_tag
from reporting.rules.sitreps import STANDS, Figure

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 260, 64, 16, 32
BAR = Decimal("0.7")  # of the room a week has
MOST_LABELS = 13
HALF = Decimal("0.5")
FROM_BELOW = "CAWE"  # exceptions on top, where they are seen first


@dataclass(frozen=True, slots=True)
class Bar:
    kind: str  # a letter of STANDS
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A label under a week, or a line across with its number."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Trend:
    """How many homes stood in each way, week by week, under one question."""

    width: int
    height: int
    left: int
    bars: tuple[Bar, ...]
    ticks: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    label_y: int
    title: str
    description: str
    table: Table

    @classmethod
    def of(cls, title: str, sitreps: Sequence[Sitrep], question: str) -> Self:
        weeks = [
            (sitrep, figure)
            for sitrep in sitreps
            if (figure := sitrep.totals["questions"].get(question)) is not None
        ]
        highest = max((sum(figure) for _, figure in weeks), default=0) or 1
        scale = Decimal(HEIGHT - TOP - BOTTOM) / highest
        room = Decimal(WIDTH - LEFT) / max(1, len(weeks))
        every = -(-len(weeks) // MOST_LABELS)
        return cls(
            width=WIDTH,
            height=HEIGHT,
            left=LEFT,
            bars=tuple(
                bar
                for place, (_, figure) in enumerate(weeks)
                for bar in _stacked(figure, LEFT + room * place, room, scale)
            ),
            ticks=tuple(
                Mark(f"{HEIGHT - BOTTOM - share * highest * scale:.1f}", f"{share * highest:,.0f}")
                for share in (Decimal(0), HALF, Decimal(1))
            ),
            labels=tuple(
                Mark(f"{LEFT + room * (place + HALF):.1f}", f"{sitrep.week:%-d %b}")
                for place, (sitrep, _) in enumerate(weeks)
                if place % max(1, every) == 0
            ),
            label_y=HEIGHT - 8,
            title=title,
            description=_described(weeks),
            table=_table(weeks),
        )


def _stacked(figure: Figure, start: Decimal, room: Decimal, scale: Decimal) -> list[Bar]:
    bars, base = [], Decimal(HEIGHT - BOTTOM)
    for letter in FROM_BELOW:
        number = figure[STANDS.index(letter)]
        if not number:
            continue
        height = max(Decimal(1), number * scale)
        base -= height
        x = start + room * (1 - BAR) / 2
        bars.append(Bar(letter, f"{x:.1f}", f"{base:.1f}", f"{room * BAR:.1f}", f"{height:.1f}"))
    return bars


def _described(weeks: Sequence[tuple[Sitrep, Figure]]) -> str:
    if not weeks:
        return "There is no sitrep yet."
    (first, was), (last, now) = weeks[0], weeks[-1]
    parts = [
        f"{plural(letter).lower()} {was[place]:,}, then {now[place]:,}"
        for place, letter in enumerate(STANDS)
        if was[place] or now[place]
    ]
    between = f"From the week of {written(first.week)} to that of {written(last.week)}"
    return f"{between}: {'; '.join(parts)}. The table below has every week."


def _table(weeks: Sequence[tuple[Sitrep, Figure]]) -> Table:
    rows: list[list[Cell | int]] = []
    for sitrep, figure in reversed(weeks):
        tag = state_tag(sitrep)
        week = Cell(written(sitrep.week), href=week_href(sitrep.week), value=sitrep.week)
        rows.append([week, *figure, Cell(tag.text, tag=tag.colour)])
    columns = (Column("Week of"), *figure_columns(), Column("State"))
    return Table("Week by week", columns, rows, hidden=False, none="There is no sitrep yet.")
