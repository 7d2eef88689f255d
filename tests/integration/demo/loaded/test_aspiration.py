"""Aspiration in the demo year: late answers, declines, registers, holds, recoveries and debts."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, Decimal

import pytest

from payments.models import Calculation, PaymentLine
from tests.integration.demo.loaded.by_hand import (
    MONTHS,
    NOTHING,
    aspiration,
    expected,
    held,
    instalment,
    moved,
    participation,
    residents,
)
from tests.integration.demo.loaded.conftest import Demo


def test_most_practices_are_paid_every_month(demo: Demo):
    annual = aspiration("C86001")
    assert annual == Decimal("3.42") * 16716
    assert demo.amounts("C86001", "aspiration") == expected(annual, *MONTHS)
    paid = demo.amounts("C86001", "participation")
    assert paid == {
        (month, month, "participation"): instalment(participation("C86001"), month)
        for month in MONTHS
    }


def test_a_register_that_nobody_declared_is_assumed(demo: Demo):
    assert demo.amounts("C86021", "aspiration") == expected(aspiration("C86021"), *MONTHS)
    (calculation,) = Calculation.objects.filter(
        run__month=date(2021, 2, 1), payee_code="C86021", term="aspiration"
    )
    assert "assumed at 2% of the list" in calculation.derivation


def test_a_decline_stops_the_element_and_the_practice_returns(demo: Demo):
    months = [*MONTHS[:2], *MONTHS[5:]]
    assert demo.amounts("C86003", "aspiration") == {
        **expected(aspiration("C86003"), *months),
        **held("2020-06", "2020-07", "2020-08"),
    }
    declined = PaymentLine.objects.filter(
        calculation__payee_code="C86003", calculation__term="aspiration", amount=0
    )
    assert {line.held for line in declined} == {""}, "declined, not held"


def test_what_the_decline_set_free_is_shared_by_residents(demo: Demo):
    annual = aspiration("C86003")
    freed = sum((instalment(annual, month) for month in MONTHS[2:5]), NOTHING)
    payees = ["C86018", "C86037", "C86611"]
    weights = [residents(practice=payee) for payee in payees]
    exact = [freed * weight / sum(weights) for weight in weights]
    parts = [each.quantize(Decimal("0.01"), ROUND_FLOOR) for each in exact]
    by_remainder = sorted(range(3), key=lambda place: parts[place] - exact[place])
    for place in by_remainder[: int((freed - sum(parts)) * 100)]:
        parts[place] += Decimal("0.01")
    assert sum(parts) == freed
    for payee, part in zip(payees, parts, strict=True):
        shared = {
            key: amount
            for key, amount in demo.amounts_for(payee, "aspiration", "C86003").items()
            if key[2] == "reallocation"
        }
        assert shared == {("2020-09", "2020-08", "reallocation"): part}


@pytest.mark.parametrize(
    ("practice", "waited", "answered"),
    [
        ("C86024", MONTHS[2:3], "2020-07"),
        ("Y05167", MONTHS[2:5], "2020-09"),
        ("C86621", MONTHS[2:], ""),
    ],
)
def test_a_late_answer_is_caught_up(demo: Demo, practice: str, waited: list[str], answered: str):
    annual = aspiration(practice)
    caught_up = moved(answered, "catch-up", annual, *waited) if answered else {}
    others = [month for month in MONTHS if month not in waited]
    assert demo.amounts(practice, "aspiration") == {
        **expected(annual, *others),
        **held(*waited),
        **caught_up,
    }
    waiting = PaymentLine.objects.filter(
        calculation__payee_code=practice, calculation__term="aspiration", kind="instalment"
    ).exclude(held="")
    assert {f"{line.for_month:%Y-%m}" for line in waiting} == set(waited)


def test_a_register_declared_under_two_percent_is_paid_as_it_is(demo: Demo):
    annual = 171 * Decimal(101)
    assert annual < aspiration("C86012")
    more = instalment(aspiration("C86012"), "2020-04")  # paid before the register was known
    assert demo.amounts("C86012", "aspiration") == {
        **expected(annual, *MONTHS),
        ("2020-04", "2020-04", "instalment"): more,
        ("2020-05", "2020-04", "recovery"): instalment(annual, "2020-04") - more,
    }


def test_an_audited_register_is_recovered_once_it_is_agreed(demo: Demo):
    declared, audited = aspiration("C86032"), 171 * Decimal(105)
    assert audited < declared
    assert demo.amounts("C86032", "aspiration") == {
        **expected(declared, *MONTHS[:9]),
        **expected(audited, *MONTHS[9:]),
        **{
            ("2021-01", month, "recovery"): instalment(audited, month) - instalment(declared, month)
            for month in MONTHS[6:9]
        },
    }


def test_an_audit_that_nobody_decided_about_changes_nothing(demo: Demo):
    assert demo.amounts("C86026", "aspiration") == expected(aspiration("C86026"), *MONTHS)


def test_a_hold_is_released_in_full(demo: Demo):
    annual = aspiration("C86020")
    months = [month for month in MONTHS if month not in ("2020-10", "2020-11")]
    assert demo.amounts("C86020", "aspiration") == {
        **expected(annual, *months),
        **held("2020-10", "2020-11"),
        **moved("2020-12", "catch-up", annual, "2020-10", "2020-11"),
    }


def test_stopping_in_hindsight_leaves_a_debt_that_is_paid_back(demo: Demo):
    annual = aspiration("C86616")
    assert demo.amounts("C86616", "aspiration") == {
        **expected(annual, *MONTHS[:7]),
        **held(*MONTHS[7:]),
        **moved("2020-11", "recovery", annual, "2020-09", "2020-10", sign=-1),
    }
    due = {month: instalment(participation("C86616"), month) for month in MONTHS[7:]}
    owing = instalment(annual, "2020-09") + instalment(annual, "2020-10") - due["2020-11"]
    debts = {("2020-11", "2020-11", "debt"): owing}
    for month in MONTHS[8:]:
        back = min(owing, due[month])
        debts[month, month, "debt"] = -back
        owing -= back
    assert owing == 0
    assert demo.amounts("C86616", "debt") == debts
