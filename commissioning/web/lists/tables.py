"""A short table, shown whole: it has nothing to page through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commissioning.web.lists.cells import Cell, Column, Value, as_cell


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, columns and rows; drawn by `{% include "lists/table.html" %}`."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell | Value]]
    hidden: bool = True  # whether the caption is for those who hear it alone
    none: str = ""

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """The rows, each cell with its column."""
        return [
            list(zip(self.columns, [as_cell(value) for value in row], strict=True))
            for row in self.rows
        ]
