"""The CCG's own figures as a table: an indicator a row, a year a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commissioning.domain.periods import written
from practices.models import Indicator
from practices.rules.indicators import INDICATORS


@dataclass(frozen=True, slots=True)
class Figure:
    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    title: str
    unit: str
    figures: list[tuple[str, Figure]]


def indicator_table(recorded: Sequence[Indicator], years: Sequence[str]) -> list[IndicatorRow]:
    """Every indicator with its figure in each year, its source and who recorded it."""
    by_place = {(each.indicator, each.year): each for each in recorded}
    return [
        IndicatorRow(
            each.title,
            each.unit,
            [(year, _figure(by_place.get((each.key, year)))) for year in years],
        )
        for each in INDICATORS
    ]


def _figure(found: Indicator | None) -> Figure:
    if found is None:
        return Figure("Not recorded")
    said = f"{found.source}; {found.recorded_by}, {written(found.recorded_on)}"
    return Figure(f"{found.figure.normalize():,f}", said)
