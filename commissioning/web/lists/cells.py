"""What a list shows: columns, rows and cells, ready to print and to export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from commissioning.domain.periods import written

Value = str | int | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    `sort` names the field or annotation that it sorts by; it must never be null. A list starts
    `descending` where the newest or largest stands first once somebody sorts by it.
    """

    title: str
    sort: str = ""
    numeric: bool = False
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, where it leads, the colour of its tag, and what stands small beneath.

    `value` is what a file holds instead of the text: a number or date that can be reckoned with.
    """

    text: str
    href: str = ""
    tag: str = ""  # a colour of the NHS.UK tag, "none" for the plain one; empty: no tag
    said: str = ""
    value: Value = None

    @property
    def exported(self) -> Value:
        if self.value is not None:
            return self.value
        return f"{self.text} ({self.said})" if self.said else self.text

    @property
    def tag_class(self) -> str:
        return "" if self.tag == "none" else f" nhsuk-tag--{self.tag}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; plain values become cells as people write them."""

    cells: Sequence[Cell | Value]

    @property
    def shown(self) -> list[Cell]:
        return [as_cell(cell) for cell in self.cells]


def as_cell(value: Cell | Value) -> Cell:
    """A plain value as a cell: dates and numbers as people write them, as they are in a file."""
    match value:
        case Cell():
            return value
        case None:
            return Cell("")
        case datetime():
            return Cell(f"{written(value.date())}, {value:%H:%M}", value=value)
        case date():
            return Cell(written(value), value=value)
        case int() | Decimal():
            return Cell(f"{value:,}", value=value)
        case str():
            return Cell(value)
