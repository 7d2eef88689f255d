"""Figures: what each operation makes of its inputs, and what it refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commissioning.domain.figures import Figure, derive, from_json, given, to_json
from commissioning.domain.money import shared_out


def series(*numbers: str | int) -> Figure:
    return given("A series", tuple(Decimal(number) for number in numbers))


def one(number: str | int) -> Figure:
    return given("One number", Decimal(number))


def made(operation: str, *inputs: Figure) -> list[str]:
    """The numbers that an operation makes, as text."""
    value = derive("It", operation, *inputs).value
    return [str(number) for number in value] if isinstance(value, tuple) else [str(value)]


@pytest.mark.parametrize(
    ("operation", "inputs", "numbers"),
    [
        ("multiply", [one(3), one("2.50"), one(2)], ["15.00"]),
        ("multiply", [series(1, 2), one(3)], ["3", "6"]),
        ("add", [one(1), series(2, 3)], ["3", "4"]),
        ("take away", [one(10), one(3), one(2)], ["5"]),
        ("divide", [one(9), one(4)], ["2.25"]),
        ("the lower of", [one(4), one(3)], ["3"]),
        ("the higher of", [one(4), one(3)], ["4"]),
        ("round to the penny", [one("2.345")], ["2.35"]),
        ("round to the penny", [one("-2.345")], ["-2.35"]),
        ("round down to whole patients", [one("2.9")], ["2"]),
        ("round up to whole patients", [one("2.1")], ["3"]),
        (
            "due by month",
            [one(100), series(0, 1, 7, 12), one(12)],
            ["0.00", "8.33", "58.33", "100.00"],
        ),
        ("due this month", [series(0, "8.33", "16.67")], ["8.33", "8.34"]),
        (
            "part delivered",
            [series("8.335", 10), series(30, 31), series(30, 31)],
            ["8.34", "10.00"],
        ),
        ("part delivered", [series(10, 10), series(15, 31), series(30, 31)], ["5.00", "10.00"]),
        ("part delivered", [one(10), one(30), one(30)], ["10.00"]),
        (
            "part of the year delivered",
            [one(1200), series(30, 31, 10), series(30, 31, 30), one(12)],
            ["233.33"],
        ),
        ("unless held", [series(5, -5), series(1, 1)], ["5", "-5"]),
        ("unless held", [series(5, -5), series(0, 0)], ["0.00", "-5"]),
        ("only if every condition is met", [one(5), one(1), one(1)], ["5"]),
        ("only if every condition is met", [one(5), one(1), one(0)], ["0.00"]),
        ("by month", [series(1, 2, 1), series(5, 6, 7), one(9)], ["5", "9", "7"]),
        ("total", [one(1), series(2, 3)], ["6.00"]),
        ("largest remainder", [one(100), one(1), one(1), one(1), one(1)], ["33.34"]),
        ("largest remainder", [one(100), one(3), one(1), one(1), one(1)], ["33.33"]),
        ("debt", [one(30), one(-100)], ["100"]),
        ("debt", [one(30), one(100)], ["-30"]),
        ("debt", [one(-30), one(0)], ["30"]),
        ("debt under a plan", [one(300), one(100), one(0), one(25)], ["-25"]),
        ("debt under a plan", [one(300), one(100), one(10), one(25)], ["-15"]),
        ("debt under a plan", [one(5), one(100), one(0), one(25)], ["-5"]),
        ("debt under a plan", [one(300), one(10), one(0), one(25)], ["-10"]),
    ],
)
def test_an_operation(operation: str, inputs: list[Figure], numbers: list[str]) -> None:
    assert made(operation, *inputs) == numbers
    assert derive("It", operation, *inputs).holds()


@pytest.mark.parametrize(
    ("operation", "inputs", "reason"),
    [
        ("due by month", [series(1), series(1), one(12)], "months gone by"),
        ("due by month", [one(1), one(1), one(12)], "months gone by"),
        ("due by month", [one(1), series(1), series(12)], "months gone by"),
        ("due this month", [one(1)], "a month before"),
        ("part of the year delivered", [one(1), one(1), series(1), one(12)], "are a series"),
        ("part of the year delivered", [one(1), series(1), one(1), one(12)], "are a series"),
        ("part of the year delivered", [series(1), series(1), series(1), one(1)], "single numbers"),
        ("part of the year delivered", [one(1), series(1), series(1), series(1)], "single numbers"),
        ("by month", [one(1), series(1)], "The choice is a series"),
    ],
)
def test_an_operation_refuses_what_it_is_not_meant_for(
    operation: str, inputs: list[Figure], reason: str
) -> None:
    with pytest.raises(TypeError, match=reason):
        derive("It", operation, *inputs)


def test_a_figure_is_a_number_or_a_series() -> None:
    assert one(3).number == 3
    assert series(3, 4).series == (3, 4)
    assert given("It", 3) == Figure("It", Decimal(3))
    with pytest.raises(TypeError, match="“One number” is one number"):
        _ = one(3).series
    with pytest.raises(TypeError, match="“A series” is a series of months"):
        _ = series(3).number


@pytest.mark.parametrize(
    "figure",
    [
        Figure("Told, and made of another", Decimal(3), inputs=(one(3),)),
        Figure("Made by nothing known", Decimal(3), operation="guess", inputs=(one(3),)),
        Figure("Made wrongly", Decimal(4), operation="add", inputs=(one(1), one(2))),
        Figure(
            "Made of what does not hold",
            Decimal(5),
            operation="add",
            inputs=(Figure("Wrong", Decimal(5), operation="add", inputs=(one(4),)),),
        ),
    ],
    ids=lambda figure: figure.label,
)
def test_a_figure_that_does_not_follow_from_its_inputs(figure: Figure) -> None:
    assert not figure.holds()


def test_what_is_written_is_read_back_and_each_figure_written_once() -> None:
    twice = given("Twice", 2, source="a list")
    by_month = given("By month", (Decimal(1), Decimal(2)), source=("one", "two"))
    root = derive("All", "total", derive("Square", "multiply", twice, twice), by_month)
    rows = to_json(root)
    assert rows == [
        ["Twice", "given", "2", "a list", []],
        ["Square", "multiply", "4", "", [0, 0]],
        ["By month", "given", ["1", "2"], ["one", "two"], []],
        ["All", "total", "7.00", "", [1, 2]],
    ]
    assert from_json(rows) == root
    assert root.holds()


@pytest.mark.parametrize("places", [[0], [-1], [1], [0, 1]])
def test_what_is_made_of_something_later_is_no_derivation(places: list[int]) -> None:
    with pytest.raises(ValueError, match="does not come before it"):
        from_json([["It", "add", "1", "", places]])


def test_nothing_is_no_derivation() -> None:
    with pytest.raises(ValueError, match="is empty"):
        from_json([])


def test_a_sum_is_shared_out_to_the_penny() -> None:
    parts = shared_out(Decimal(100), [Decimal(1), Decimal(1), Decimal(1)])
    assert [str(part) for part in parts] == ["33.34", "33.33", "33.33"]
    back = shared_out(Decimal(-100), [Decimal(1), Decimal(2), Decimal(0)])
    assert back == (Decimal("-33.33"), Decimal("-66.67"), Decimal(0))
    assert sum(parts) == 100
    assert sum(back) == -100


@pytest.mark.parametrize("weights", [["0", "0"], ["-1", "3"], ["1", "-1"]])
def test_there_has_to_be_somebody_to_share_with(weights: list[str]) -> None:
    with pytest.raises(ValueError, match="nobody to share with"):
        shared_out(Decimal(100), [Decimal(weight) for weight in weights])
