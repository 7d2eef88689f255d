"""Adjustments and reallocations: amounts that a person named, each with the words of who did."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commissioning.domain.periods import Month
from payments.rules.facts import Share
from payments.rules.lines import Paid
from payments.rules.named import adjustments, reallocated
from payments.rules.wording import explanation
from tests.unit.payments import people

SPEC = people.specification("proactive-care")
JUNE, JULY = people.months("2020-06", "2020-07")
MONTHS = people.months("2020-04", "2021-03")
BY = "decided by J. Bell, head of primary care on 20 April 2021"


def share(*weights: int, position: int, payee: str, month: Month = JULY, **more: str) -> Share:
    return Share(
        more.get("specification", SPEC.code),
        "aspiration",
        "C86009",
        payee,
        month,
        Decimal("100.00"),
        tuple(map(Decimal, weights)),
        position,
        "residents",
        "minutes of 3 June",
    )


def test_adjustments_of_one_month_are_added_up() -> None:
    decisions = (
        people.decided("adjustment", "agreed", "aspiration", start="2020-06-01", figure="12.50"),
        people.decided("adjustment", "agreed", start="2020-06-30", figure="-2.00"),
        people.decided("adjustment", "agreed", start="2020-07-01", figure="-5.00", reason="error"),
        people.decided("adjustment", "withdrawn", start="2020-07-01", figure="900.00"),
        people.decided("adjustment", "agreed", start="2022-07-01", figure="900.00"),
        people.decided("adjustment", "agreed", figure="900.00"),
        people.decided("adjustment", "agreed", start="2020-07-01"),
    )
    first, second = adjustments(SPEC, people.practice(decisions=decisions), MONTHS)
    assert (first.months, first.figure.series) == ((JUNE,), (Decimal("10.50"),))
    assert (second.months, second.figure.series) == ((JULY,), (Decimal("-5.00"),))
    assert (first.term, first.title, first.kind) == ("adjustment", "Adjustment", "adjustment")
    assert (first.payee, first.for_code, first.held) == ("C86001", "C86001", ("",))
    assert explanation(first.figure, first.months, JUNE) == (
        f"Adjustment: 12.50 (aspiration: {BY}: as the evidence shows);"
        f" Adjustment: -2.00 ({BY}: as the evidence shows)"
    )


def test_nobody_is_adjusted_without_a_decision() -> None:
    assert adjustments(SPEC, people.practice(), MONTHS) == []


@pytest.mark.parametrize("amount", ["12.50", "-12.50"])
def test_an_adjustment_is_a_line_of_its_own_kind_whatever_its_sign(amount: str) -> None:
    decision = people.decided("adjustment", "agreed", start="2020-06-01", figure=amount)
    adjusted = adjustments(SPEC, people.practice(decisions=(decision,)), MONTHS)
    (calculated,) = people.run(adjusted, "2020-07")
    (line,) = calculated.lines
    assert (line.month, line.kind, line.amount) == (JUNE, "adjustment", Decimal(amount))
    key = (SPEC.code, "adjustment", "C86001", "C86001")
    paid = {key: {JUNE: Paid(Decimal(amount), (1,), "in run 1")}}
    assert people.run(adjusted, "2020-08", paid) == []


def test_what_was_set_free_is_shared_to_the_penny() -> None:
    """£100 by 1 : 1 : 1 is £33.33 each, and the penny left over goes to the first."""
    shares = tuple(share(1, 1, 1, position=n, payee=f"C8600{n + 1}") for n in range(3))
    parts = reallocated(SPEC, shares, MONTHS)
    assert [part.figure.series[0] for part in parts] == [
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    ]
    assert [part.payee for part in parts] == ["C86001", "C86002", "C86003"]
    assert {(part.term, part.title, part.kind) for part in parts} == {
        ("aspiration", "Reallocation", "reallocation")
    }
    assert {(part.for_code, part.months) for part in parts} == {("C86009", (JULY,))}
    assert explanation(parts[1].figure, (JULY,), JULY) == (
        "1 of 3 by residents, of 100.00 set free: C86009 declined: minutes of 3 June"
    )


def test_shares_of_other_specifications_and_months_are_left_out() -> None:
    elsewhere = share(1, position=0, payee="C86001", specification="covid-costs")
    later = share(1, position=0, payee="C86001", month=Month(2021, 4))
    assert reallocated(SPEC, (elsewhere, later), MONTHS) == []
