"""Files of facts in our own layouts: read into plain rows that an action takes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.core.management.base import CommandParser

from commissioning.imports.command import ImportCommand
from commissioning.imports.mistakes import Mistakes
from commissioning.imports.outcome import ImportOutcome
from commissioning.imports.row_models import read_row
from commissioning.imports.tables import FileColumn, FileRow, open_table
from commissioning.models import User

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class FactFile(Generic[Fact]):
    """The rows that could be read, and what is wrong with the others so far.

    The action that takes the rows adds the mistakes that only the database can tell, so that a
    person is told of all of them at once.
    """

    rows: list[Fact]
    mistakes: Mistakes


def read_facts(
    path: Path,
    columns: Sequence[FileColumn],
    model: type[Fact],
    *,
    check: Callable[[FileRow, Fact], None] | None = None,
) -> FactFile[Fact]:
    """Read every row of a file that has exactly our columns, in any order.

    `check` notes the mistakes that no cell has by itself.
    """
    table = open_table(path, columns, other_columns=False)
    rows = []
    for row in table:
        mistakes_before = len(table.mistakes)
        fact = read_row(row, model)
        if check:
            check(row, fact)
        if len(table.mistakes) == mistakes_before:
            rows.append(fact)
    return FactFile(rows, table.mistakes)


class FactsCommand(ImportCommand):
    """Imports facts, each of which carries its own date: there is no edition to name."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV or .xlsx, plain or .gz")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--by", metavar="EMAIL", help="who imports (default: console)")
        parser.set_defaults(as_at=None)

    def bring_in(
        self,
        path: Path,
        *,
        by: User,
        as_at: date,  # noqa: ARG002
        options: dict[str, Any],  # noqa: ARG002
    ) -> ImportOutcome:
        return self.take(path, by=by)

    @abstractmethod
    def take(self, path: Path, *, by: User) -> ImportOutcome:
        """Read the file and call the action."""
