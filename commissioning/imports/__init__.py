"""The one way to read a file that somebody else made, and to say what became of it."""

from commissioning.imports import dates
from commissioning.imports.contents import has_sheets
from commissioning.imports.mistakes import FileMistake, FileRefusedError, Mistakes, refuse
from commissioning.imports.outcome import ImportOutcome
from commissioning.imports.rows import FileRow
from commissioning.imports.tables import (
    FileColumn,
    FileRows,
    open_table,
    open_table_without_headings,
)

__all__ = [
    "FileColumn",
    "FileMistake",
    "FileRefusedError",
    "FileRow",
    "FileRows",
    "ImportOutcome",
    "Mistakes",
    "dates",
    "has_sheets",
    "open_table",
    "open_table_without_headings",
    "refuse",
]
