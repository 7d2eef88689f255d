"""Working days and bank holidays in England."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.working_days import bank_holidays, is_working_day, working_days_from

DAYS = st.dates(date(2016, 1, 1), date(2026, 12, 31))


def test_the_early_may_bank_holiday_of_2020_was_on_a_friday():
    assert date(2020, 5, 8) in bank_holidays(2020)
    assert is_working_day(date(2020, 5, 4))
    assert not is_working_day(date(2020, 5, 8))


@pytest.mark.parametrize(
    ("start", "number", "found"),
    [
        (date(2020, 5, 7), 1, date(2020, 5, 11)),  # over 8 May and a weekend
        (date(2020, 5, 11), -1, date(2020, 5, 7)),
        (date(2020, 4, 9), 1, date(2020, 4, 14)),  # over Easter
        (date(2020, 12, 24), 2, date(2020, 12, 30)),  # Boxing Day was a Saturday
        (date(2020, 5, 9), 0, date(2020, 5, 9)),
    ],
)
def test_working_days_pass_over_weekends_and_bank_holidays(start: date, number: int, found: date):
    assert working_days_from(start, number) == found


@given(DAYS, st.integers(1, 30))
def test_a_number_of_working_days_lies_between(start: date, number: int):
    found = working_days_from(start, number)
    passed = ((found - start).days, sum(is_working_day(day) for day in _after(start, found)))
    assert is_working_day(found)
    assert passed[0] >= number
    assert passed[1] == number


def _after(start: date, found: date) -> list[date]:
    return [start + timedelta(days=each + 1) for each in range((found - start).days)]
