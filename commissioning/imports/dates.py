"""The forms in which publishers write dates."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class DateFormat:
    """One way of writing a date, with an example that errors show."""

    example: str
    pattern: re.Pattern[str]


def _form(example: str, pattern: str) -> DateFormat:
    return DateFormat(example, re.compile(pattern, re.ASCII))


ISO = _form("2021-01-31", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]00:00:00)?")
COMPACT = _form("20210131", r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
SLASHED = _form("31/01/2021", r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})")
NAMED = _form("31JAN2021", r"(?P<day>\d\d?)[- ]?(?P<month>[A-Za-z]{3,9})[- ]?(?P<year>\d{4}|\d\d)")

OURS: Sequence[DateFormat] = (ISO,)
ODS: Sequence[DateFormat] = (COMPACT, ISO)
NHS_DIGITAL: Sequence[DateFormat] = (NAMED, ISO)
CQC: Sequence[DateFormat] = (ISO, SLASHED)

CENTURY = 2000  # of a year written with two figures
YEARS = range(1900, 2101)  # others are slips of the pen


def read(text: str, forms: Sequence[DateFormat]) -> date | None:
    """Read a date in one of the forms; None where it is none of them or no such day exists."""
    for form in forms:
        if match := form.pattern.fullmatch(text):
            year = int(match["year"])
            if len(match["year"]) == 2:  # noqa: PLR2004
                year += CENTURY
            named = match["month"].casefold()
            if named.isdigit():
                month = int(named)
            elif named[:3] in MONTHS:
                month = MONTHS.index(named[:3]) + 1
            else:
                continue
            if year in YEARS and 1 <= month <= len(MONTHS):
                day = int(match["day"])
                if 1 <= day <= monthrange(year, month)[1]:
                    return date(year, month, day)
    return None
