"""Lines that were reached in the same way are told together; nothing of a derivation is lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hypothesis import given as given_that
from hypothesis import strategies as st

from commissioning.domain.figures import Figure, derive, given
from commissioning.domain.periods import Month
from payments.exports.shared_derivations import AS_THE_AMOUNT, Reckoning, StepWords, reckonings
from payments.rules.unfolding import DerivationStep, unfold

MONTHS = tuple(Month(2020, 4).through(Month(2020, 6)))


def beds(*counts: int, rate: str = "7.50") -> Figure:
    each = given("Beds on the first of {month}", tuple(Decimal(n) for n in counts), source="CQC")
    return derive("Premium, {month}", "multiply", each, given("Rate", Decimal(rate)))


def told(figure: Figure, title: str = "Premium") -> list[Reckoning[Month]]:
    return reckonings(title, [(month, unfold(figure, MONTHS, month)) for month in MONTHS])


def steps_of(step: StepWords) -> Iterator[StepWords]:
    yield step
    for under in step.under:
        yield from steps_of(under)


def test_what_is_the_same_is_told_once_and_the_rest_by_month() -> None:
    (together,) = told(beds(3, 4, 5))
    assert together.lines == MONTHS
    assert together.columns == ("Beds on the first of the month",)
    assert [row.cells[0].value for row in together.rows] == ["3", "4", "5"]
    assert [row.amount.value for row in together.rows] == ["22.50", "30.00", "37.50"]
    assert together.root.label == "Premium"
    count, rate = together.root.under
    assert (count.value, count.column, count.source) == ("", together.columns[0], "CQC")
    assert (rate.label, rate.value, rate.column) == ("Rate", "7.50", "")


def test_a_number_that_happens_to_stay_needs_no_column() -> None:
    (together,) = told(beds(3, 3, 3))
    assert together.columns == ()
    assert together.root.under[0].value == "3"


def test_a_figure_that_changes_between_months_parts_them() -> None:
    choice = given("Which", (Decimal(1), Decimal(1), Decimal(2)))
    yearly = [given("For a whole year", Decimal(amount)) for amount in (100, 90)]
    both = [
        derive("Share", "multiply", given("Part", (Decimal(1), Decimal(2), Decimal(3))), each)
        for each in yearly
    ]
    first, second = told(derive("Paid, {month}", "by month", choice, *both))
    assert first.lines == MONTHS[:2]
    assert second.lines == MONTHS[2:]


def test_a_line_alone_keeps_its_own_words() -> None:
    (alone,) = reckonings("Premium", [("line", unfold(beds(3, 4, 5), MONTHS, MONTHS[1]))])
    assert alone.columns == ()
    assert [step.label for step in steps_of(alone.root)] == [
        "Premium, May 2020",
        "Beds on the first of May 2020",
        "Rate",
    ]


def test_a_step_that_only_repeats_the_amount_is_said_to() -> None:
    exact = beds(3, 4, 5)
    rounded = derive("Premium, {month}", "round to the penny", exact)
    (together,) = told(rounded)
    assert together.root.under[0].value == AS_THE_AMOUNT
    assert together.columns == ("Beds on the first of the month",)


def test_two_columns_of_one_name_are_told_apart() -> None:
    parts = [given("Part", tuple(map(Decimal, numbers))) for numbers in ((1, 2, 3), (4, 5, 6))]
    (together,) = told(derive("Paid, {month}", "add", *parts))
    assert together.columns == ("Part", "Part (2)")


def test_homes_are_told_together_under_the_title() -> None:
    lines = [
        (
            name,
            unfold(
                Figure(f"Premium, {name}, {{month}}", f.value, "", f.operation, f.inputs),
                MONTHS,
                MONTHS[0],
            ),
        )
        for name, f in (("Ash", beds(3, 4, 5)), ("Elm", beds(9, 9, 9)))
    ]
    (together,) = reckonings("Care home premium", lines)
    assert together.root.label == "Care home premium"
    assert together.lines == ("Ash", "Elm")


@given_that(st.lists(st.integers(0, 90), min_size=3, max_size=3))
def test_every_number_of_every_line_is_told(counts: list[int]) -> None:
    figure = beds(*counts)
    rows = {row.line: (each, row) for each in told(figure) for row in each.rows}
    for month in MONTHS:
        together, row = rows[month]
        shared = [step.value for step in steps_of(together.root)]
        own = [row.amount.value, *(cell.value for cell in row.cells)]
        for step in unfold(figure, MONTHS, month):
            assert step.value in shared + own


def test_a_step_tells_its_source_by_line_where_that_differs() -> None:
    steps = [
        (
            number,
            (
                DerivationStep(0, "Paid", "1", "", "", "Paid", True),
                DerivationStep(1, "Days", "30", "", why, "Days", True),
            ),
        )
        for number, why in enumerate(("signed", "funded"))
    ]
    (together,) = reckonings("Paid", steps)
    assert together.columns == ("Days",)
    assert [row.cells[0].source for row in together.rows] == ["signed", "funded"]
