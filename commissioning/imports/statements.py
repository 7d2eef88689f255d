"""Facts as statements: one stands for each matter, and a later day's takes an earlier one's place.

Every action that takes facts settles them here, so that the same rules hold for all of them:
the order in which files come does not count, and nothing is written that is on record already.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Model

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.domain.superseding import latest
from commissioning.imports import ImportOutcome, Mistakes
from commissioning.records.changes import Differences

Kept = TypeVar("Kept", bound=Model)
Kept_co = TypeVar("Kept_co", bound=Model, covariant=True)


class HasLine(Protocol):
    """A row of a file, or what a form gave in its place."""

    @property
    def line(self) -> int | None:
        """Its line in the file; None where it came from a form."""


@dataclass(frozen=True, slots=True)
class Statement(ABC, Generic[Kept_co]):
    """One thing said about one matter on one day, with what it names already found."""

    row: HasLine

    @property
    def line(self) -> int | None:
        return self.row.line

    @property
    @abstractmethod
    def about(self) -> Mapping[str, object]:
        """What it is about, by the field that keeps it."""

    @property
    def matter(self) -> Hashable:
        """What it is about, by key: of each matter one statement stands."""
        return tuple(getattr(value, "pk", value) for value in self.about.values())

    @property
    @abstractmethod
    def day(self) -> date:
        """The day it was said. Where days are matters of their own, that day."""

    @property
    @abstractmethod
    def values(self) -> Mapping[str, object]:
        """What it says, by the field that keeps it."""

    @property
    def along(self) -> Mapping[str, object]:
        """What is kept along with a change, and is no change by itself."""
        return {}

    @property
    @abstractmethod
    def name(self) -> str:
        """The matter in words."""

    @property
    @abstractmethod
    def text(self) -> str:
        """What it says in words."""

    def fields(self) -> dict[str, object]:
        """All that a new row keeps, by field."""
        return {**self.about, **self.values, **self.along}


class Settled(Generic[Kept]):
    """The statements of one file, or of one form, settled with one another and with the record."""

    def __init__(
        self, statements: Iterable[Statement[Kept]], mistakes: Mistakes, *, one_a: str
    ) -> None:
        """Settle them with one another. `one_a` says in words what a matter and its day are."""
        standing = latest(
            statements,
            matter=lambda statement: statement.matter,
            day=lambda statement: statement.day,
            says=lambda statement: statement.values,
        )
        self.stands = standing.stands
        self._superseded = standing.superseded
        for first, second in dict.fromkeys((one.line, two.line) for one, two in standing.clashes):
            mistakes.add(
                second,
                "",
                f"says something else than line {first} about the same {one_a}",
                "Keep the one that is right",
            )

    def differences(
        self,
        model: type[Kept],
        on_record: Mapping[Any, Kept],
        outcome: ImportOutcome,
        *,
        day_of: Callable[[Kept], date] | None = None,
    ) -> Differences[Kept]:
        """Compare with what is on record, by matter. `day_of` says on which day that was said."""
        differences = Differences(model)
        for statement in self.stands:
            existing = on_record.get(statement.matter)
            if existing is None:
                differences.add(model(**statement.fields()))
                outcome.added.append(statement.text)
            elif day_of and statement.day < day_of(existing):
                outcome.unchanged.append(statement.text)
                outcome.notes.append(_earlier(statement, day_of(existing)))
            elif differences.change(existing, **statement.values):
                differences.change(existing, **statement.along)
                outcome.changed.append(statement.text)
            else:
                outcome.unchanged.append(statement.text)
            if day_of and statement.day > today():
                outcome.notes.append(_ahead(statement))
        for earlier, later in self._superseded:
            outcome.notes.append(_earlier(earlier, later.day))
        return differences


def _at(statement: Statement[Model]) -> str:
    return f"line {statement.line}: {statement.name}" if statement.line else statement.name


def _ahead(statement: Statement[Model]) -> str:
    return (
        f"{_at(statement)}: {written(statement.day)} is still to come. Check the day, for nothing"
        " said on an earlier one will take its place"
    )


def _earlier(statement: Statement[Model], later: date) -> str:
    return (
        f"{_at(statement)}: what was said on {written(later)} stands, and"
        f" {written(statement.day)} is earlier, so this line changes nothing"
    )
