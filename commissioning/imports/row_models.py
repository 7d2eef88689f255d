"""Row models: dataclasses whose fields say in which column they stand and what its cells hold.

A field's annotation carries the kind of its cell; a column, where it is not the field's own name;
and, where the cell may be blank, what that stands for. A field without a kind stands in no file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Generic, NamedTuple, TypeVar, cast, get_type_hints

from commissioning.imports import dates
from commissioning.imports.rows import FileRow
from commissioning.imports.tables import FileColumn

Fact = TypeVar("Fact")
Value = TypeVar("Value")

MOST_PEOPLE = 1_000_000  # far more than any practice's list: a number above is a slip
MOST_POUNDS = Decimal("99999999.99")


@dataclass(frozen=True, slots=True)
class FileCell(Generic[Value]):
    """How the cell of a column is read, with a mistake noted and a stand-in where it is wrong."""

    read: Callable[[FileRow, str], Value]
    columns: tuple[FileColumn, ...] = ()  # where the field is read from several


@dataclass(frozen=True, slots=True)
class Blank:
    """What a blank cell stands for. Without one, the cell must be filled in."""

    value: object


class ModelField(NamedTuple):
    """One field of a row model, as its annotation describes it."""

    name: str
    cell: FileCell[object]
    column: FileColumn
    blank: Blank | None


@cache
def _fields_of(model: type) -> tuple[ModelField, ...]:
    fields = []
    for name, hint in get_type_hints(model, include_extras=True).items():
        marks = {type(mark): mark for mark in getattr(hint, "__metadata__", ())}
        if cell := marks.get(FileCell):
            blank = marks.get(Blank)
            column = marks.get(FileColumn) or FileColumn(name, needed=blank is None)
            fields.append(ModelField(name, cell, column, blank))
    return tuple(fields)


def columns_of(model: type) -> list[FileColumn]:
    """The columns of a row model, in the order of its fields.

    A column of our own layouts may be left out of a file where its cells may be blank.
    """
    return [
        column for field in _fields_of(model) for column in field.cell.columns or (field.column,)
    ]


def read_row(row: FileRow, model: type[Fact], **given: object) -> Fact:
    """Read a line as a row model, without the fields given: those are read already.

    Where a cell is wrong, a mistake is noted with the row, and a stand-in is in the model.
    """
    make: Callable[..., Fact] = model
    fields = _fields_of(cast("type", model))
    values = {
        field.name: field.blank.value
        if field.blank and not row.has(field.column.name)
        else field.cell.read(row, field.column.name)
        for field in fields
        if field.name not in given
    }
    return make(line=row.line, **values, **given)


def text_of(longest: int = 200) -> FileCell[str]:
    return FileCell(lambda row, column: row.text(column, longest=longest))


def number_of(*, most: Decimal, least: Decimal = Decimal(0), places: int = 2) -> FileCell[Decimal]:
    """A number, by default of pounds and pence, that must not be too large."""

    def read(row: FileRow, column: str) -> Decimal:
        mistakes_before = len(row.reading.mistakes)
        number = row.decimal(column, least=least, places=places)
        if number > most and len(row.reading.mistakes) == mistakes_before:
            row.wrong(column, f"{number:,} is more than {most:,}", "Check the number")
        return number

    return FileCell(read)


def choice_of(words: type[Enum]) -> FileCell[Enum]:
    values = [word.value for word in words]
    return FileCell(lambda row, column: words(row.choice(column, values)))


def day_as(forms: Sequence[dates.DateFormat]) -> FileCell[date]:
    return FileCell(lambda row, column: row.day(column, forms))


def joined(longest: Mapping[FileColumn, int]) -> FileCell[str]:
    """Several cells, each at most so long, as one text with commas between. Each may be blank."""

    def read(row: FileRow, _: str) -> str:
        parts = (row.text_or_blank(column.name, longest=most) for column, most in longest.items())
        return ", ".join(part for part in parts if part)

    return FileCell(read, tuple(longest))


PEOPLE = number_of(most=Decimal(MOST_PEOPLE), places=0)
EITHER_WAY = number_of(most=MOST_POUNDS, least=-MOST_POUNDS)
WHOLE = FileCell(lambda row, column: int(PEOPLE.read(row, column)))

Text = Annotated[str, text_of()]
PracticeCode = Annotated[str, FileCell(FileRow.practice_code)]
PcnCode = Annotated[str, FileCell(FileRow.pcn_code)]
CommissionerCode = Annotated[str, FileCell(FileRow.commissioner_code)]
OrganisationCode = Annotated[str, FileCell(FileRow.organisation_code)]
Postcode = Annotated[str, text_of(10), Blank("")]
HomeId = Annotated[str, text_of(30)]
# The code of a specification, or of what one speaks of: always in small letters.
Code = Annotated[str, FileCell(lambda row, column: row.text(column, longest=60).lower())]
CodeOrBlank = Annotated[Code, Blank("")]
Day = Annotated[date, FileCell(FileRow.day)]
DayOrNone = Annotated[date | None, FileCell(FileRow.day_or_none), Blank(None)]
# How many people, patients or residents.
People = Annotated[int, WHOLE]
PeopleOrNone = Annotated[int | None, WHOLE, Blank(None)]
Pounds = Annotated[Decimal, number_of(most=MOST_POUNDS)]
PoundsEitherWay = Annotated[Decimal, EITHER_WAY]
PoundsEitherWayOrNone = Annotated[Decimal | None, EITHER_WAY, Blank(None)]
YesNoOrNone = Annotated[bool | None, FileCell(FileRow.yes_no_or_none), Blank(None)]
