"""The premium for beds, and protected funding less the premium that replaced it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.domain.periods import Month, Period
from payments.rules.facts import Decided
from payments.rules.owed import Owed
from tests.unit.payments import people

HOMES = "enhanced-health-in-care-homes"


def premium(
    network: str = "U10001", decisions: tuple[Decided, ...] = (), **home: Any
) -> list[Owed]:
    """What a network is owed from August to October 2020 for one home."""
    owed = people.owed(
        HOMES,
        networks=(people.network(network, decisions),),
        homes=(people.home(**home),),
        until="2020-10",
    )
    return [one for one in owed if one.term == "premium"]


def amounts(*pounds: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, pounds))


TEN_BEDS = [("2020-08-01", "", 10)]  # £75.00 a month at £7.50


def test_a_network_without_homes_is_told_so() -> None:
    (entitlement,) = premium("U10002", beds=TEN_BEDS)
    assert entitlement.gap == "No care home is aligned to U10002"
    assert entitlement.figure.series == amounts("0.00", "0.00", "0.00")
    assert entitlement.figure.source == entitlement.gap
    assert entitlement.shown == frozenset(entitlement.months)


def test_a_home_counts_from_the_month_it_is_aligned() -> None:
    (entitlement,) = premium(beds=TEN_BEDS, aligned=[("2020-08-02", "2020-09-30", "U10001")])
    assert entitlement.figure.series == amounts("0.00", "75.00", "0.00")
    assert entitlement.shown == {Month(2020, 9)}
    beds = entitlement.figure.inputs[0].inputs[0]
    assert beds.source == (
        "not aligned to U10001 on 1 August 2020",
        "CQC",
        "not aligned to U10001 on 1 October 2020",
    )


def test_a_home_aligned_in_other_months_only_is_left_out() -> None:
    (entitlement,) = premium(beds=TEN_BEDS, aligned=[("2020-11-01", "", "U10001")])
    assert (entitlement.gap, entitlement.for_code) == (
        "No care home is aligned to U10001",
        "U10001",
    )


def test_a_home_not_registered_or_not_counted_is_worth_nothing() -> None:
    (closed,) = premium(beds=TEN_BEDS, opened="2020-08-02", closed="2020-09-30")
    assert closed.figure.series == amounts("0.00", "75.00", "0.00")
    assert closed.figure.inputs[0].inputs[0].source[2] == "not registered on 1 October 2020"
    assert closed.gap == ""
    (uncounted,) = premium(beds=[("2020-09-01", "2020-09-30", 10)])
    assert uncounted.figure.series == amounts("0.00", "75.00", "0.00")
    assert uncounted.gap == "No bed count for 1-100000001 on 1 August 2020"


def test_a_premium_is_held_until_it_is_released() -> None:
    hold = people.decided("hold", "agreed", "premium", start="2020-09-01")
    release = people.decided("release", "agreed", "premium", start="2020-10-01")
    (entitlement,) = premium(beds=TEN_BEDS, decisions=(hold, release))
    by = "decided by J. Bell, head of primary care on 20 April 2021: as the evidence shows"
    assert entitlement.held == ("", f"held: {by}", "")


def protection(
    network: str = "U10001", residents: dict[str, int] | None = None, until: str = "2021-03-31"
) -> list[Owed]:
    """£12,000 a year, so £1,000 a month; the premium of its network is £75 a month."""
    service = people.Protected(
        "Care home service",
        Decimal(12000),
        Period(people.day("2020-04-01"), people.day(until)),
    )
    facts = people.practice(specification_code="covid-costs", protected=(service,), network=network)
    owed = people.owed(
        HOMES,
        "covid-costs",
        practices=(facts,),
        networks=(people.network(),),
        homes=(people.home(TEN_BEDS, residents=residents),),
    )
    return [one for one in owed if one.term == "protection"]


def test_the_share_of_the_premium_is_taken_off() -> None:
    """A third of £75 is £25: £975 remains from October."""
    (entitlement,) = protection(residents={"C86001": 2, "C86002": 4})
    pounds = dict(zip(map(str, entitlement.months), entitlement.figure.series, strict=True))
    assert pounds["2020-09"] == Decimal("1000.00")
    assert pounds["2020-10"] == Decimal("975.00")
    replaced = entitlement.figure.inputs[0].inputs[0].inputs[1]
    share, everyone = replaced.inputs
    assert share.inputs[1].series == amounts(*"000000222222")  # none is counted before October
    assert everyone.series == amounts(*"111111666666")
    assert (entitlement.gap, any(entitlement.held)) == ("", False)


def test_nothing_is_taken_off_where_no_premium_is_paid() -> None:
    (entitlement,) = protection("U10009", residents={"C86002": 4})
    assert set(entitlement.figure.series) == {Decimal("1000.00")}
    assert (entitlement.gap, any(entitlement.held)) == ("", False)


def test_without_residents_nobody_knows_what_replaced_it() -> None:
    (entitlement,) = protection()
    words = "No residents counted in the homes of U10001 in"
    assert entitlement.gap == f"{words} October 2020, nor in 5 later"
    assert entitlement.held[5:8] == ("", f"{words} October 2020", f"{words} November 2020")
    assert entitlement.held[11] == f"{words} March 2021"


def test_months_in_which_nothing_is_kept_need_no_residents() -> None:
    """Kept until 28 October: 28 of 31 days, £903.23, and nothing from November on."""
    (entitlement,) = protection(until="2020-10-28")
    assert entitlement.gap == "No residents counted in the homes of U10001 in October 2020"
    assert entitlement.figure.series[5:8] == amounts("1000.00", "903.23", "0.00")
    assert entitlement.shown == frozenset(people.months("2020-04", "2020-10"))


def test_residents_first_counted_later_stand_for_the_months_before() -> None:
    spec = people.home(TEN_BEDS, residents={"C86001": 3})
    home = replace(spec, residents={"C86001": ((date(2020, 11, 2), 3), (date(2020, 12, 1), 5))})
    october, november, december = people.months("2020-10", "2020-12")
    assert [home.residents_of("C86001", month) for month in (october, november, december)] == [
        3,
        3,
        5,
    ]
    assert home.counted_later("C86001", october)
    assert not home.counted_later("C86001", november)
    assert home.residents_of("C86002", october) == 0
    assert not home.counted_later("C86002", october)
