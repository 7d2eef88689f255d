"""Working days in England: Monday to Friday, but for the bank holidays of each year.

In 2020 the early May bank holiday was moved from Monday 4 May to Friday 8 May.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year in England, those moved to a Monday or Tuesday too."""
    from holidays import country_holidays  # noqa: PLC0415  (slow to import, and seldom needed)

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_from(day: date, number: int) -> date:
    """The day that lies a number of working days after a day; before it, where it is negative."""
    step = DAY if number > 0 else -DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day)
    return day
