"""Months and financial years as people write them."""

from __future__ import annotations

import pytest

from commissioning.domain.periods import FinancialYear, Month


def test_a_month_is_written_and_read() -> None:
    assert Month.parse(" 2020-06 ") == Month(2020, 6)
    assert str(Month(2020, 6)) == "2020-06"
    assert (Month(2020, 6).name, Month(2020, 6).word) == ("June 2020", "June")


@pytest.mark.parametrize("text", ["2020-00", "2020-13", "2020", "20-06", "June 2020", ""])
def test_what_is_no_month_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="write it as YYYY-MM, for example 2020-06"):
        Month.parse(text)


@pytest.mark.parametrize("number", [0, 13, -1])
def test_months_run_from_1_to_12(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} is not a month: months run from 1 to 12"):
        Month(2020, number)
    assert Month(2020, 1).number == 1
    assert Month(2020, 12).number == 12


@pytest.mark.parametrize(
    ("month", "position", "year"),
    [((2020, 4), 1, "2020-21"), ((2021, 3), 12, "2020-21"), ((2020, 3), 12, "2019-20")],
)
def test_a_month_has_its_place_in_the_financial_year(
    month: tuple[int, int], position: int, year: str
) -> None:
    assert Month(*month).position == position
    assert str(Month(*month).financial_year) == year


def test_a_financial_year_is_written_and_read() -> None:
    year = FinancialYear.parse(" 2020-21 ")
    assert year == FinancialYear(2020)
    assert (year.first_month, year.last_month) == (Month(2020, 4), Month(2021, 3))
    assert len(year.months) == 12
    assert str(FinancialYear.parse("1999-00")) == "1999-00"


@pytest.mark.parametrize("text", ["2020-22", "2020-20", "2020", "20-21", "2020/21"])
def test_what_is_no_financial_year_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="write it as 2020-21"):
        FinancialYear.parse(text)


def test_a_month_later_may_be_in_another_year() -> None:
    assert Month(2020, 11).plus(2) == Month(2021, 1)
    assert Month(2020, 1).plus(-1) == Month(2019, 12)
    assert [str(month) for month in Month(2020, 12).through(Month(2021, 1))] == [
        "2020-12",
        "2021-01",
    ]
    assert not list(Month(2021, 1).through(Month(2020, 12)))
