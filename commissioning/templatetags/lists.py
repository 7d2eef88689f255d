"""The tag that draws the rows of lists and tables."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from commissioning.web.lists.cells import Cell
from commissioning.web.lists.drawing import Titled, draw_cells

register = template.Library()


@register.simple_tag
def cells(line: Iterable[tuple[Titled, Cell]], *, headed: bool = False) -> SafeString:
    """The cells of one row: `{% cells line %}`, where a line is pairs of column and cell."""
    return draw_cells(line, headed=headed)
