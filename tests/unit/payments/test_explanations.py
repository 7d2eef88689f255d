"""Why a line is what it is, in one sentence, and the steps under it: words and numbers by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commissioning.domain.figures import Figure, derive, given
from commissioning.domain.periods import Month
from payments.rules.owed import for_one_month, nothing
from payments.rules.unfolding import DerivationStep, as_text, number, source_at, unfold, waiting
from payments.rules.wording import explanation

APRIL, MAY = MONTHS = (Month(2020, 4), Month(2020, 5))
DAYS = given("Days in {word}", (Decimal(30), Decimal(31)))


def series(label: str, *amounts: str, source: str | tuple[str, ...] = "") -> Figure:
    return given(label, tuple(map(Decimal, amounts)), source=source)


def instalments(*delivered: str, source: str | tuple[str, ...] = "signed up") -> Figure:
    """£3,420 a year: £285 by the end of April, £570 by the end of May."""
    annual = given("For a whole year", Decimal("3420.00"), source="the list")
    gone = series("Months of the year gone", "0", "1", "2")
    due = derive(
        "Due by the end of {month}", "due by month", annual, gone, given("Months in a year", 12)
    )
    scheduled = derive("Instalment {position} of 12", "due this month", due)
    days = series("Days of {word} delivered", *delivered, source=source)
    return derive("Aspiration, {month}", "part delivered", scheduled, days, DAYS)


def why(figure: Figure, month: Month = APRIL, **more: str) -> str:
    return explanation(figure, MONTHS, month, **more)


def test_a_gap_comes_before_the_sum() -> None:
    gap = "No list size for C86001 on 1 January 2020"
    assert why(nothing("Aspiration", MONTHS, gap), gap=gap) == (
        f"{gap}: nothing can be paid until it is known"
    )
    assert why(given("Aspiration", Decimal(5), source="the list"), gap=gap) == "The list"


def test_a_hold_names_what_waits() -> None:
    released = series("Released for payment", "0", "1")
    kept_back = derive("Aspiration", "unless held", series("Owed", "285.00", "285.00"), released)
    assert why(kept_back, held="held: no answer") == "Held 285.00: no answer"
    assert why(series("Owed", "0.00", "0.00"), held="held: no answer") == "Held: no answer"
    taken_back = derive("Aspiration", "unless held", series("Owed", "-5.00", "0.00"), released)
    assert waiting(taken_back, 0) == 0


def test_what_is_owed_less_what_was_paid() -> None:
    owed = series("Owed for {month}", "285.00", "285.00", source="signed up 22 May 2020")
    paid = series(
        "Paid so far for {month}", "200.00", "0.00", source=("200.00 in run 1", "nothing")
    )
    less = derive("Aspiration, {month}", "take away", owed, paid)
    assert why(less) == "Owed 285.00 (signed up 22 May 2020), less paid 200.00 in run 1"
    assert why(less, MAY) == "Signed up 22 May 2020"  # nothing was paid for May


def test_a_cost_less_other_funding() -> None:
    cost = given("Cost allowed", Decimal("30.00"), source="R1")
    net = derive("Net cost", "take away", cost, given("Met by other funding", 10))
    assert why(net) == "Cost allowed: 30.00 (R1); less Met by other funding: 10"


def test_an_instalment_in_full_and_in_part() -> None:
    figure = instalments("30", "16", source=("signed up", ""))
    assert why(figure) == "Instalment 1 of 12, 285.00, in full: signed up"
    assert why(figure, MAY) == "Instalment 2 of 12, 285.00, 16 of 31 days"


@pytest.mark.parametrize(("source", "end"), [("signed up", ": signed up"), ("", "")])
def test_a_part_of_the_year(source: str, end: str) -> None:
    figure = derive(
        "Achievement, part delivered",
        "part of the year delivered",
        given("For the whole period", Decimal("1461.60")),
        series("Days delivered in each month", "30", "15", source=source),
        DAYS,
        given("Months", 2),
    )
    assert why(figure) == f"1,461.60 for the whole period, 1 of 2 months in full{end}"


@pytest.mark.parametrize(("source", "end"), [("CQC", " (CQC)"), ("", "")])
def test_a_product(source: str, end: str) -> None:
    beds = series("Beds on the first of {month}", "30", "31", source=source)
    figure = derive("Premium, {month}", "multiply", beds, given("Rate", Decimal("7.50")))
    assert why(figure, MAY) == f"Beds on the first of May 2020: 31 × Rate: 7.50{end}"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (0, "540.00 is not paid: Sent the form, unmet: no form from C86001"),
        (1, "Every condition is met; the list of April"),
    ],
)
def test_conditions(form: int, expected: str) -> None:
    amount = given("For the whole period", Decimal("540.00"), source="the list of April")
    paying = given("Decision to pay", 1, source="decided")
    source = "met" if form else "unmet: no form from C86001"
    sent = given("Sent the form", form, source=source)
    due = derive("Final, {month}", "only if every condition is met", amount, paying, sent)
    assert explanation(for_one_month(due), (APRIL,), APRIL) == expected


def test_a_share_of_what_was_set_free() -> None:
    pot = given("Set free", Decimal("100.00"), source="C86009 declined: minutes of 3 June")
    weights = [given("By residents", 3), given("By residents", 1)]
    part = derive("Reallocation, {month}", "largest remainder", pot, given("Place", 2), *weights)
    assert part.number == Decimal("25.00")  # a quarter
    assert why(part) == (
        "1 of 4 by residents, of 100.00 set free: C86009 declined: minutes of 3 June"
    )


@pytest.mark.parametrize(
    ("others", "brought", "expected"),
    [
        (
            "-50.00",
            "0.00",
            (
                "The other lines come to -50.00: what cannot be recovered in April 2020"
                " is carried forward"
            ),
        ),
        (
            "100.00",
            "50.00",
            "50.00 was carried forward by earlier runs and is taken back",
        ),
    ],
)
def test_a_debt(others: str, brought: str, expected: str) -> None:
    lines, debt = series("The other lines of this run", others), series("Debt", brought)
    assert why(derive("Debt, {month}", "debt", lines, debt)) == expected


def test_a_total_names_every_reason() -> None:
    """What was said when it was assessed, and what was said when it was decided."""
    assessed = derive(
        "Claim R1", "round to the penny", given("Cost", Decimal(30)), source="claimed late"
    )
    decided = derive("Claim R1", "total", assessed, source="decided by J. Bell")
    refused = given("Claim R2, refused", Decimal("0.00"), source="refused by J. Bell")
    total = derive("Additional costs, {month}", "total", decided, refused)
    assert why(total) == (
        "Claim R1: 30.00 (claimed late; decided by J. Bell);"
        " Claim R2, refused: 0.00 (refused by J. Bell)"
    )


def test_other_sums_name_their_parts_or_the_one_under_them() -> None:
    service, other = given("Service", 2, source="letter"), given("Other", 3)
    assert why(derive("Protected", "add", service, other)) == "Service: 2 (letter); Other: 3"
    rounded = derive("Rounded", "round to the penny", service)
    assert why(rounded) == "Letter"
    noted = derive("Rounded", "round to the penny", service, source="as agreed")
    assert why(noted) == "As agreed"
    assert why(given("Kept for {word}", 1), MAY) == "Kept for May"


def test_the_higher_of_two_is_told_by_the_one_that_stands() -> None:
    left, least = given("Left over", 4, source="what is left"), given("Nothing", 0)
    assert why(derive("At least nothing", "the higher of", left, least)) == "What is left"
    below = given("Left over", -4, source="what is left")
    assert why(derive("At least nothing", "the higher of", below, least)) == (
        "Left over: -4 (what is left); Nothing: 0"
    )


def test_a_line_unfolds_to_its_own_month() -> None:
    steps = unfold(instalments("30", "31"), MONTHS, MAY)
    assert as_text(steps).splitlines() == [
        "Aspiration, May 2020: 285.00   [round to the penny]",
        "  Instalment 2 of 12: 285.00   [570.00 due by May less 285.00 due by April]",
        "    For a whole year: 3,420.00   (the list)",
        "  Days of May delivered: 31   (signed up)",
    ]
    assert [step.name for step in steps] == [
        "Aspiration",
        "Instalment",
        "For a whole year",
        "Days delivered",
    ]
    assert [step.monthly for step in steps] == [True, True, False, True]


def test_a_month_in_part_shows_its_length_too() -> None:
    steps = unfold(instalments("30", "16"), MONTHS, MAY)  # 285 × 16 ÷ 31 = 147.096…
    assert [(step.label, step.value) for step in steps] == [
        ("Aspiration, May 2020", "147.10"),
        ("Instalment 2 of 12", "285.00"),
        ("For a whole year", "3,420.00"),
        ("Days of May delivered", "16"),
        ("Days in May", "31"),
    ]
    assert steps[0].how == "instalment × days delivered ÷ days in the month, rounded to the penny"


def test_what_changes_nothing_is_passed_over() -> None:
    released = series("Released for payment", "1", "0")
    figure = derive("Aspiration, {month}", "unless held", instalments("30", "31"), released)
    assert unfold(figure, MONTHS, APRIL)[0].how == "round to the penny"
    assert unfold(figure, MONTHS, MAY)[0].how == "unless held"


def test_what_is_owed_less_what_was_paid_unfolds_to_both() -> None:
    paid = series("Paid so far for {month}", "200.00", "0.00", source=("in run 1", "nothing"))
    steps = unfold(
        derive("Paid, {month}", "take away", instalments("30", "31"), paid), MONTHS, APRIL
    )
    assert [(step.label, step.value, step.how) for step in steps if step.depth < 2] == [
        ("Paid, April 2020", "85.00", "owed less what was paid"),
        ("Owed for April 2020", "285.00", "round to the penny"),
        ("Paid so far for April 2020", "200.00", ""),
    ]
    cost = derive("Net", "take away", given("Cost", 30), given("Other", 10))
    assert unfold(cost, MONTHS, APRIL)[0].how == "the first less the others"


def test_a_figure_of_every_month_shows_them_all() -> None:
    days = series("Days delivered in each month", "30", "16")
    assert unfold(days, MONTHS, MAY)[0].value == "30, 16"
    assert unfold(series("Days delivered", "30", "16"), MONTHS, MAY)[0].value == "16"


def test_a_month_outside_the_derivation_is_refused() -> None:
    with pytest.raises(ValueError, match="for 2020-04, 2020-05, not for 2020-06"):
        unfold(instalments("30", "31"), MONTHS, Month(2020, 6))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("0.00", "0.00"),
        ("1234", "1,234"),
        ("1200", "1,200"),
        ("148.46", "148.46"),
        ("1.761", "1.761"),
        ("1.2345", "1.2345"),
        ("1234.56789", "1,234.5678…"),
        ("-0.5", "-0.5"),
    ],
)
def test_numbers_as_people_read_them(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


def test_a_source_for_each_month() -> None:
    days = series("Days", "30", "31", source=("signed up",))
    assert (source_at(days, 0), source_at(days, 1)) == ("signed up", "")


def test_a_step_as_a_line_of_text() -> None:
    assert DerivationStep(0, "Beds", "30", "", "").text == "Beds: 30"
    assert (
        DerivationStep(1, "Beds", "30", "counted", "CQC").text == "  Beds: 30   [counted]   (CQC)"
    )
