"""Files of facts in our own layouts: read into plain rows that an action takes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.core.management.base import CommandParser

from commissioning.imports.command import ImportCommand
from commissioning.imports.mistakes import Mistakes
from commissioning.imports.outcome import Outcome
from commissioning.imports.tables import Column, Row, open_table
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
    path: Path, columns: Sequence[Column], read: Callable[[Row], Fact]
) -> FactFile[Fact]:
    """Read every row of a file that has exactly our columns, in any order."""
    table = open_table(path, columns, other_columns=False)
    rows = []
    for row in table:
        mistakes_before = len(table.mistakes)
        fact = read(row)
        if len(table.mistakes) == mistakes_before:
            rows.append(fact)
    return FactFile(rows, table.mistakes)


MOST_PEOPLE = 1_000_000  # far more than any practice's list: a number above is a slip


def people(row: Row, column: str) -> int:
    """How many people, patients or residents: a whole number that must be there."""
    return int(amount(row, column, most=Decimal(MOST_PEOPLE), places=0))


def amount(
    row: Row, column: str, *, most: Decimal, least: Decimal = Decimal(0), places: int = 2
) -> Decimal:
    """A number, by default of pounds and pence, that must be there and not be too large."""
    mistakes_before = len(row.reading.mistakes)
    number = row.decimal(column, least=least, places=places)
    if number > most and len(row.reading.mistakes) == mistakes_before:
        row.wrong(column, f"{number:,} is more than {most:,}", "Check the number")
    return number


class FactsCommand(ImportCommand):
    """Imports facts, each of which carries its own date: there is no edition to name."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV or .xlsx, plain or .gz")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--by", metavar="EMAIL", help="who imports (default: console)")
        parser.set_defaults(as_at=None)

    def bring_in(self, path: Path, *, by: User, as_at: date, options: dict[str, Any]) -> Outcome:  # noqa: ARG002
        return self.take(path, by=by)

    @abstractmethod
    def take(self, path: Path, *, by: User) -> Outcome:
        """Read the file and call the action."""
