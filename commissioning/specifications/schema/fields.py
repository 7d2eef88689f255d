"""The kinds of value that a specification's file can hold, and how each is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from commissioning.domain.periods import Period

Item = TypeVar("Item")

FIRST_YEAR, LAST_YEAR = 2000, 2100
HUNDRED_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Means:
    """What a value must be, in words that follow “must be”."""

    words: str


def wrong(message: str) -> PydanticCustomError:
    """Make a mistake that already reads as it should."""
    return PydanticCustomError("house", "{message}", {"message": message})


def is_day(value: object) -> bool:
    """Say whether a value is a day, and in a year that a contract can have."""
    return (
        isinstance(value, date)
        and not isinstance(value, datetime)
        and FIRST_YEAR <= value.year <= LAST_YEAR
    )


def _day(value: object) -> object:
    if not is_day(value):
        raise ValueError
    return value


def _decimal(value: object, example: str) -> Decimal:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise wrong(
            f"is a bare number ({value}): write it in quotes, for example “{example}”, "
            "so that it is read exactly"
        )
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,4})?", value):
        raise ValueError
    return Decimal(value)


def _amount(value: object) -> Decimal:
    return _decimal(value, "171.00")


def _percent(value: object) -> Decimal:
    percent = _decimal(value, "2")
    if not 0 < percent <= HUNDRED_PERCENT:
        raise ValueError
    return percent


def _one_line(text: str) -> str:
    return " ".join(text.split())


Text = Annotated[
    str,
    Means("some text in quotes"),
    StringConstraints(pattern=r"\S", max_length=5000),
    AfterValidator(_one_line),
]
Title = Annotated[
    str,
    Means("some text in quotes, of at most 200 letters"),
    StringConstraints(pattern=r"\S", max_length=200),
    AfterValidator(_one_line),
]
Code = Annotated[
    str,
    Means("a code of at most 60 small letters, digits and hyphens, for example “care-homes”"),
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z", max_length=60),
]
Option = Annotated[
    str,
    Means("small letters, digits, hyphens and underscores, for example “stop_element”"),
    StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*\z", max_length=60),
]
Version = Annotated[
    str,
    Means("at most 40 letters, digits, dots, hyphens, for example “2020-21.4”"),
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\z", max_length=40),
]
CommissionerCode = Annotated[
    str,
    Means("a commissioner's ODS code: three capital letters or digits, for example “02X”"),
    StringConstraints(pattern=r"^[A-Z0-9]{3}\z"),
]
InterpretationCode = Annotated[
    str, Means("a code such as “D-02”"), StringConstraints(pattern=r"^D-[0-9]{2}\z")
]
Time = Annotated[
    str,
    Means("a time of day such as “17:00”"),
    StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\z"),
]
Day = Annotated[
    date,
    Means(f"a day from {FIRST_YEAR} to {LAST_YEAR}, written 2020-06-01 without quotes"),
    BeforeValidator(_day),
]
Amount = Annotated[
    Decimal,
    Means("pounds in quotes with at most four decimal places, for example “171.00”"),
    BeforeValidator(_amount),
]
Percent = Annotated[
    Decimal,
    Means("a percentage in quotes, above 0 and at most 100, for example “2”"),
    BeforeValidator(_percent),
]
Days = Annotated[int, Means("a number of days from 1 to 365"), Field(ge=1, le=365)]
Months = Annotated[int, Means("a number of months from 0 to 12"), Field(ge=0, le=12)]
Few = Annotated[int, Means("a whole number from 1 to 100"), Field(ge=1, le=100)]
DayOfMonth = Annotated[int, Means("a day of the month from 1 to 28"), Field(ge=1, le=28)]


@dataclass(frozen=True, slots=True)
class AsList:
    """The file has a list where what is read has a tuple, which nobody can change."""

    at_least: int = 0

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        item = handler.generate_schema(get_args(source)[0])
        items = core_schema.list_schema(item, min_length=self.at_least, strict=False)
        return core_schema.no_info_after_validator_function(tuple, items)


Many = Annotated[tuple[Item, ...], AsList()]
Some = Annotated[tuple[Item, ...], AsList(at_least=1)]
Several = Annotated[tuple[Item, ...], AsList(at_least=2)]


class FileTable(BaseModel):
    """A table of the file. A key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SpanTable(FileTable):
    """Days from one to another, both included."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> SpanTable:
        if self.start > self.end:
            raise wrong(f"runs backwards: from {self.start} to {self.end}")
        return self


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """The table of the file that a period is read from."""

    table: type[SpanTable]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda span: Period(span.start, span.end), handler.generate_schema(self.table)
        )


Span = Annotated[Period, ReadFrom(SpanTable)]


class ListBasis(FileTable):
    """Which list of patients counts, and on which day: `{ of = "raw list", on = 2020-01-01 }`."""

    of: Annotated[
        str,
        Means("“raw list” or “weighted list”"),
        StringConstraints(pattern=r"^(raw|weighted) list\z"),
    ]
    on: Day

    @property
    def kind(self) -> str:
        """Raw or weighted, as lists are filed."""
        return self.of.removesuffix(" list")


class RawList(ListBasis):
    """A list that counts every patient as one."""

    of: Annotated[str, Means("“raw list”"), StringConstraints(pattern=r"^raw list\z")]


class Reminder(FileTable):
    """On which days before and after a date people are reminded of it."""

    days_before: Many[Days] = ()
    days_after: Many[Days] = ()
    working_days: bool = False
