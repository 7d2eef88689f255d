"""The CCG's own figures as a table: an indicator a row, a year a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commissioning.domain.periods import written
from practices.models import Indicator
from practices.rules.indicators import INDICATORS


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    title: str
    unit: str
    figures: list[tuple[str, IndicatorFigure]]


def indicator_table(recorded: Sequence[Indicator], years: Sequence[str]) -> list[IndicatorRow]:
    """Every indicator with its figure in each year, its source and who recorded it."""
    by_place = {(indicator.indicator, indicator.year): indicator for indicator in recorded}
    return [
        IndicatorRow(
            indicator.title,
            indicator.unit,
            [(year, _figure(by_place.get((indicator.key, year)))) for year in years],
        )
        for indicator in INDICATORS
    ]


def _figure(indicator: Indicator | None) -> IndicatorFigure:
    if indicator is None:
        return IndicatorFigure("Not recorded")
    words = f"{indicator.source}; {indicator.recorded_by}, {written(indicator.recorded_on)}"
    return IndicatorFigure(f"{indicator.figure.normalize():,f}", words)
