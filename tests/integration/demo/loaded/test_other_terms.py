"""Premiums, participation, protected funding, claims and an adjustment in the demo year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from payments.models import PaymentLine
from tests.integration.demo.loaded.by_hand import (
    MONTHS,
    NOTHING,
    beds,
    homes_of,
    instalment,
    moved,
    participation,
    penny,
    residents,
)
from tests.integration.demo.loaded.conftest import Demo


def test_an_opt_out_in_time_is_repaid_and_a_late_one_is_not_agreed(demo: Demo):
    annual = participation("C86626")
    paid = {
        **{(month, month, "participation"): instalment(annual, month) for month in MONTHS[:2]},
        **{(month, month, "participation"): NOTHING for month in MONTHS[2:]},
        **moved("2020-06", "recovery", annual, "2020-04", "2020-05", sign=-1),
    }
    assert demo.amounts("C86626", "participation") == paid
    late = demo.amounts("C86613", "participation")
    assert late == {
        (month, month, "participation"): instalment(participation("C86613"), month)
        for month in MONTHS
    }


@pytest.mark.usefixtures("demo")
def test_the_premium_follows_the_homes():
    def paid(run: str, network: str) -> Decimal:
        lines = PaymentLine.objects.filter(
            calculation__run__month=f"{run}-01",
            calculation__payee_code=network,
            calculation__term="premium",
        )
        return lines.aggregate(total=Sum("amount"))["total"]

    def at(rate: str, *homes: str) -> Decimal:
        return sum((Decimal(rate) * beds(home) for home in homes), NOTHING)

    hatfield, manor_view, laurels = "1-1477142345", "1-3609372326", "1-4487920843"
    dunniwood, liberty, oakdale = "1-2132645628", "1-9444210912", "1-9252396151"
    north, central, town = homes_of("U30587"), homes_of("U36746"), homes_of("U72999")
    assert {hatfield, manor_view} <= north, "in Doncaster East's area, with Doncaster North"
    assert paid("2020-08", "U30587") == paid("2020-09", "U30587") == at("7.50", *north)
    assert paid("2020-10", "U30587") == at("7.50", *north, laurels)
    assert paid("2020-08", "U36746") == at("7.50", *central)
    assert paid("2020-09", "U36746") == at("7.50", *central, liberty, oakdale)
    moving = at("7.50", dunniwood)
    assert paid("2020-11", "U36746") == at("7.50", *central, liberty, oakdale)
    assert paid("2020-12", "U36746") == paid("2020-11", "U36746") - 2 * moving
    assert paid("2020-11", "U72999") == at("7.50", *town)
    assert paid("2020-12", "U72999") == at("7.50", *town) + 2 * moving
    assert paid("2021-02", "U72999") == at("7.50", *town) + moving
    kinds = PaymentLine.objects.filter(
        calculation__for_code=dunniwood, calculation__run__month=date(2020, 12, 1)
    ).values_list("calculation__payee_code", "for_month", "kind", "amount")
    assert set(kinds) == {
        ("U36746", date(2020, 11, 1), "recovery", -moving),
        ("U72999", date(2020, 11, 1), "catch-up", moving),
        ("U72999", date(2020, 12, 1), "premium", moving),
    }


def test_protected_funding_is_reduced_by_the_premium_from_october(demo: Demo):
    town, dunniwood = homes_of("U72999"), "1-2132645628"

    def left(homes: set[str]) -> Decimal:
        premium = sum(Decimal("7.50") * beds(home) for home in homes)
        replaced = premium * residents(homes, "C86029") / residents(homes)
        return penny(max(NOTHING, 1000 - replaced))

    before, after = left(town), left({*town, dunniwood})
    assert NOTHING < after < before < 1000
    assert demo.amounts("C86029", "protection") == {
        **{(month, month, "protection"): Decimal("1000.00") for month in MONTHS[:6]},
        **{(month, month, "protection"): before for month in MONTHS[6:8]},
        **{(month, month, "protection"): after for month in MONTHS[8:]},
        ("2020-12", "2020-11", "recovery"): after - before,
    }


@pytest.mark.usefixtures("demo")
def test_claims_are_capped_decided_refused_and_left_open():
    claims = PaymentLine.objects.filter(calculation__term="claim").values_list(
        "calculation__run__month", "calculation__payee_code", "for_month", "amount"
    )
    run = date(2020, 9, 1)
    assert set(claims) == {
        (run, "C86011", date(2020, 6, 1), Decimal("578.00")),  # DOMAIN 4.9: 2 × £289
        (run, "C86609", date(2020, 7, 1), Decimal("800.00")),  # 4 × £200, not £240
        (run, "C86037", date(2020, 5, 1), Decimal("98.00")),  # 6 × £24.50 less £49
        (run, "C86006", date(2020, 4, 1), Decimal("300.00")),  # as decided, of £338.80
        (run, "C86009", date(2020, 5, 1), Decimal("0.00")),  # refused
    }


def test_an_adjustment_is_paid_once(demo: Demo):
    assert demo.amounts("U54853", "adjustment") == {
        ("2020-11", "2020-11", "adjustment"): Decimal("412.50")
    }
