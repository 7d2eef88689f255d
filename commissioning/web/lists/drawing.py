"""Draws the cells of a row. A page has hundreds of them, so they are no template's work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from commissioning.web.lists.cells import Cell


class Titled(Protocol):
    """A column, or its heading on a list."""

    @property
    def title(self) -> str: ...

    @property
    def numeric(self) -> bool: ...


def draw_cells(line: Iterable[tuple[Titled, Cell]], *, headed: bool = False) -> SafeString:
    """The cells of one row, each with its column's title for narrow screens.

    `headed`: the first cell is the row's heading.
    """
    drawn = []
    for place, (column, cell) in enumerate(line):
        title = (
            f'<span class="nhsuk-table__heading" aria-hidden="true">{escape(column.title)} </span>'
        )
        inside = f"{title}<span>{_words(cell)}</span>"
        if headed and place == 0:
            drawn.append(
                f'<th class="nhsuk-table__header" scope="row" role="rowheader">{inside}</th>'
            )
        else:
            numeric = " nhsuk-table__cell--numeric" if column.numeric else ""
            drawn.append(f'<td class="nhsuk-table__cell{numeric}" role="cell">{inside}</td>')
    return mark_safe("".join(drawn))  # noqa: S308  (every text in it is escaped)


def _words(cell: Cell) -> str:
    words: str = escape(cell.text)
    if cell.href:
        words = f'<a href="{escape(cell.href)}">{words}</a>'
    elif cell.tag:
        words = f'<strong class="nhsuk-tag{escape(cell.tag_class)}">{words}</strong>'
    return f'{words} <span class="app-said">{escape(cell.said)}</span>' if cell.said else words
