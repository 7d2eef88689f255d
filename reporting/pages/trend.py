"""Sitreps week by week: bars for an SVG without any style in it, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from commissioning.domain.periods import written
from commissioning.web.charts import BOTTOM, HALF, HEIGHT, ONE, TOP, BarChart, Paint, Part, Stack
from commissioning.web.lists import Cell, Column, Table
from reporting.models import Sitrep
from reporting.pages.sitrep_figures import figure_columns, plural, week_href
from reporting.pages.sitreps import state_tag
from reporting.rules.sitreps import STANDS, Figure

LEFT = 64
SHARE = Decimal("0.7")  # of the room a week has
MOST_LABELS = 13
FROM_BELOW = "CAWE"  # exceptions on top, where they are seen first
PAINTS = {
    "C": Paint("Confirmed", "#005eb8"),
    "A": Paint("Assumed", "#99bfe3"),
    "W": Paint("Warnings", "#ffffff", "#4c6272", "4 3"),
    "E": Paint("Exceptions", "#b3240f"),
}


@dataclass(frozen=True, slots=True)
class Trend:
    """How many homes stood in each way, week by week, under one question."""

    title: str
    chart: BarChart
    table: Table

    @classmethod
    def of(cls, title: str, sitreps: Sequence[Sitrep], question: str) -> Self:
        weeks = [
            (sitrep, figure)
            for sitrep in sitreps
            if (figure := sitrep.totals["questions"].get(question)) is not None
        ]
        return cls(title, _chart(title, weeks), _table(weeks))


def _chart(title: str, weeks: Sequence[tuple[Sitrep, Figure]]) -> BarChart:
    highest = max((sum(figure) for _, figure in weeks), default=0) or 1
    scale = Decimal(HEIGHT - TOP - BOTTOM) / highest
    every = max(1, -(-len(weeks) // MOST_LABELS))
    return BarChart.of(
        f"{title}, week by week",
        _described(weeks),
        [
            Stack(
                f"{sitrep.week:%-d %b}" if place % every == 0 else "", list(_stacked(figure, scale))
            )
            for place, (sitrep, figure) in enumerate(weeks)
        ],
        paints=PAINTS,
        ticks=[
            (HEIGHT - BOTTOM - share * highest * scale, f"{share * highest:,.0f}")
            for share in (Decimal(0), HALF, Decimal(1))
        ],
        left=LEFT,
        share=SHARE,
    )


def _stacked(figure: Figure, scale: Decimal) -> Iterator[Part]:
    base = Decimal(HEIGHT - BOTTOM)
    for letter in FROM_BELOW:
        if number := figure[STANDS.index(letter)]:
            height = max(ONE, number * scale)
            base -= height
            yield Part(letter, base, height)


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
