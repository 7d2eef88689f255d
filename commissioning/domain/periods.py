"""Months, financial years and inclusive spans of days, as the NHS counts them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple, Self

MONTHS_IN_A_YEAR = 12
APRIL = 4


class YearAndNumber(NamedTuple):
    """What a month is made of: a tuple, because months are compared and looked up so often."""

    year: int
    number: int


class Month(YearAndNumber):
    """A calendar month, written 2020-06."""

    def __new__(cls, year: int, number: int) -> Self:
        if not 1 <= number <= MONTHS_IN_A_YEAR:
            message = f"{number} is not a month: months run from 1 to 12"
            raise ValueError(message)
        return super().__new__(cls, year, number)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2020-06`. Raises ValueError saying what is expected."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
        if not match or not 1 <= int(match[2]) <= MONTHS_IN_A_YEAR:
            message = f"“{text}” is not a month: write it as YYYY-MM, for example 2020-06"
            raise ValueError(message)
        return cls(int(match[1]), int(match[2]))

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(day: date) -> Month:
        return Month(day.year, day.month)

    @cached_property
    def text(self) -> str:
        return f"{self.year}-{self.number:02}"

    @cached_property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @cached_property
    def days(self) -> int:
        return monthrange(self.year, self.number)[1]

    @cached_property
    def last(self) -> date:
        return date(self.year, self.number, self.days)

    @property
    def position(self) -> int:
        """Its place in the financial year: April is 1, March is 12."""
        return (self.number - APRIL) % MONTHS_IN_A_YEAR + 1

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear(self.year if self.number >= APRIL else self.year - 1)

    def plus(self, months: int) -> Month:
        years, number = divmod(self.year * MONTHS_IN_A_YEAR + self.number - 1 + months, 12)
        return Month(years, number + 1)

    def through(self, last: Month) -> Iterator[Month]:
        """Every month from this one to the last, both included."""
        month = self
        while month <= last:
            yield month
            month = month.plus(1)

    @property
    def name(self) -> str:
        return f"{self.first:%B %Y}"

    @property
    def word(self) -> str:
        return f"{self.first:%B}"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, order=True)
class FinancialYear:
    """1 April to 31 March, written 2020-21."""

    start: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2020-21`. Raises ValueError saying what is expected."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
        if not match or (int(match[1]) + 1) % 100 != int(match[2]):
            message = f"“{text}” is not a financial year: write it as 2020-21"
            raise ValueError(message)
        return cls(int(match[1]))

    @property
    def first_month(self) -> Month:
        return Month(self.start, APRIL)

    @property
    def last_month(self) -> Month:
        return Month(self.start + 1, APRIL - 1)

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(self.first_month.through(self.last_month))

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02}"


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends included. An open end is `date.max`."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def days_in(self, month: Month) -> int:
        """How many days of the month fall inside."""
        first, last = max(self.start, month.first), min(self.end, month.last)
        return max(0, (last - first).days + 1)

    def within(self, other: Period) -> Period | None:
        """The days both share, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(Month.of(self.start).through(Month.of(self.end)))


@lru_cache(maxsize=4096)
def quarter_ends(start: date, end: date) -> tuple[date, ...]:
    """The last days of the quarters (June, September, December, March) within a span."""
    months = Month.of(start).through(Month.of(end))
    return tuple(month.last for month in months if month.number % 3 == 0 and month.last <= end)


def end_of_month_after(day: date, months: int) -> date:
    """The last day of the month that lies some months after a day's own."""
    return Month.of(day).plus(months).last


@lru_cache(maxsize=4096)
def years_after(day: date, years: int) -> date:
    """The same day of a later year; of 29 February, 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def yearly(first: date, until: date) -> tuple[date, ...]:
    """A day, and the same day of each later year that is not after another."""
    days = (years_after(first, number) for number in range(until.year - first.year + 1))
    return tuple(day for day in days if day <= until)


def written(day: date) -> str:
    """Write a day as people read it: 22 May 2020."""
    return f"{day.day} {day:%B %Y}"


def day_before(day: date) -> date:
    return day - timedelta(days=1)
