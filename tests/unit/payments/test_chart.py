"""Bars that are as tall as what they stand for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.periods import FinancialYear
from commissioning.web.charts import HEIGHT, WIDTH, BarChart
from payments.pages.chart import Amounts, months_chart

MONTHS = FinancialYear(2020).months
POUNDS = st.decimals("-50000", "50000", places=2)


def chart(*paid: str, due: str = "0", forecast: str = "0") -> BarChart:
    amounts = [
        Amounts(month, Decimal(amount), Decimal(due), Decimal(forecast))
        for month, amount in zip(MONTHS, paid, strict=False)
    ]
    return months_chart(amounts, "")


def test_bars_are_in_proportion():
    one, two = chart("1000", "2000").bars

    assert Decimal(two.height) == pytest.approx(Decimal(one.height) * 2, abs=Decimal("0.2"))


def test_what_is_taken_back_hangs_below_the_line():
    paid, taken = chart("1000", "-500").bars

    assert Decimal(taken.y) == Decimal(paid.y) + Decimal(paid.height)


def test_due_stands_on_paid_and_forecast_on_due():
    paid, due, forecast = chart("100", due="50", forecast="25").bars

    assert [each.kind for each in (paid, due, forecast)] == ["paid", "due", "forecast"]
    assert Decimal(due.y) + Decimal(due.height) == pytest.approx(Decimal(paid.y), abs=1)
    assert Decimal(forecast.y) + Decimal(forecast.height) == pytest.approx(Decimal(due.y), abs=1)


def test_lines_are_round_numbers_of_pounds():
    assert [tick.text for tick in chart("31619.81").ticks] == [
        "£0",
        "£10,000",
        "£20,000",
        "£30,000",
        "£40,000",
    ]


def test_nothing_at_all_is_a_line():
    assert chart("0").bars == ()


@given(st.lists(st.tuples(POUNDS, POUNDS, POUNDS), min_size=1, max_size=12))
def test_every_bar_is_on_the_chart(amounts: list[tuple[Decimal, Decimal, Decimal]]):
    made = months_chart(
        [Amounts(month, *each) for month, each in zip(MONTHS, amounts, strict=False)], ""
    )

    for bar in made.bars:
        assert 0 <= Decimal(bar.y) <= Decimal(bar.y) + Decimal(bar.height) <= HEIGHT
        assert 0 <= Decimal(bar.x) <= Decimal(bar.x) + Decimal(bar.width) <= WIDTH
    assert 2 <= len(made.ticks) <= 12
