"""The one way to read a file that somebody else made, and to say what became of it."""

from commissioning.imports import dates
from commissioning.imports.contents import has_sheets
from commissioning.imports.mistakes import FileRefusedError, Mistake, Mistakes, refuse
from commissioning.imports.outcome import Outcome
from commissioning.imports.rows import Row
from commissioning.imports.tables import (
    Column,
    Table,
    open_table,
    open_table_without_headings,
)

__all__ = [
    "Column",
    "FileRefusedError",
    "Mistake",
    "Mistakes",
    "Outcome",
    "Row",
    "Table",
    "dates",
    "has_sheets",
    "open_table",
    "open_table_without_headings",
    "refuse",
]
