"""A day that comes back each year."""

from __future__ import annotations

from datetime import date

from commissioning.domain.periods import yearly, years_after


def test_a_day_comes_back_each_year_until_the_last() -> None:
    assert yearly(date(2017, 10, 31), date(2019, 10, 30)) == (
        date(2017, 10, 31),
        date(2018, 10, 31),
    )
    assert yearly(date(2017, 10, 31), date(2017, 10, 31)) == (date(2017, 10, 31),)
    assert yearly(date(2017, 10, 31), date(2016, 10, 31)) == ()


def test_the_last_of_february_comes_back_on_the_28th_where_there_is_no_29th() -> None:
    assert years_after(date(2020, 2, 29), 1) == date(2021, 2, 28)
    assert yearly(date(2020, 2, 29), date(2024, 2, 29))[-1] == date(2024, 2, 29)
