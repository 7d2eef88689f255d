"""What is paid back on claim, as decided: caps, windows and other funding, in whole pounds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from commissioning.specifications.schema import OnClaim
from payments.rules.claims import assess, on_claim
from payments.rules.facts import Claimed, Decided
from payments.rules.owed import Owed
from payments.rules.wording import explanation
from tests.unit.payments import people

SPEC = people.specification("covid-costs")
MONTHS = people.months("2020-03", "2020-09")
BY = "decided by J. Bell, head of primary care on 20 April 2021: as the evidence shows"

OWN_ROUTE = (
    "Protective equipment is paid back by the Department of Health and Social Care's own route"
)
OUTSIDE = (
    "1 August 2020 is outside 1 March 2020 to 31 July 2020"
    " (Support fund letter of 4 August 2020, consumables)"
)
LATE = "claimed 16 September 2020, after 15 September 2020: late, for the commissioner to decide"


def term() -> OnClaim:
    (only,) = (one for one in SPEC.payments if isinstance(one, OnClaim))
    return only


def claimed(reference: str, on: str, quantity: int, price: str, **more: Any) -> Claimed:
    return Claimed(
        reference,
        more.get("category", "consumables"),
        people.day(on),
        Decimal(quantity),
        Decimal(price),
        Decimal(more.get("other", 0)),
        people.day(more.get("claimed_on", "2020-07-31")),
    )


def owed(claims: tuple[Claimed, ...], *decisions: Decided) -> list[Owed]:
    facts = people.practice(specification_code=SPEC.code, claims=claims, decisions=decisions)
    return on_claim(SPEC, term(), facts, MONTHS)


def pay(reference: str, **more: Any) -> Decided:
    return people.decided("claim", "pay", reference, **more)


def test_only_what_was_decided_is_paid() -> None:
    """Three at £10 are £30.00; R2 waits, and R3 was refused."""
    claims = tuple(claimed(f"R{n}", "2020-06-03", 3, "10.00") for n in (1, 2, 3))
    (june,) = owed(claims, pay("R1"), people.decided("claim", "refuse", "R3"))
    assert [str(month) for month in june.months] == ["2020-06"]
    assert june.figure.series == (Decimal("30.00"),)
    assert (june.once, june.held) == (True, ("",))
    assert explanation(june.figure, june.months, june.months[0]) == (
        f"Claim R1: 30.00 ({BY}); Claim R3, refused: 0.00 ({BY})"
    )


def test_a_decision_that_names_less_is_followed_and_one_that_names_more_is_not() -> None:
    one = (claimed("R1", "2020-06-03", 3, "10.00"),)
    (less,) = owed(one, pay("R1", figure="12.34"))
    assert less.figure.series == (Decimal("12.34"),)
    (more,) = owed(one, pay("R1", figure="31.00"))
    assert more.figure.series == (Decimal("30.00"),)


def test_months_of_one_year_are_told_together() -> None:
    """March 2020 belongs to 2019/20; April and June to 2020/21."""
    claims = (
        claimed("R1", "2020-03-31", 1, "5.00"),
        claimed("R2", "2020-04-01", 2, "5.00"),
        claimed("R3", "2020-06-03", 3, "5.00"),
        claimed("R4", "2020-06-04", 4, "5.00"),
    )
    march, rest = owed(claims, *(pay(one.reference) for one in claims))
    assert (march.year, march.figure.series) == (2019, (Decimal("5.00"),))
    assert (rest.year, rest.held) == (2020, ("", ""))
    assert [str(month) for month in rest.months] == ["2020-04", "2020-06"]
    assert rest.figure.series == (Decimal("10.00"), Decimal("35.00"))
    assert rest.figure.holds()


def test_nothing_is_owed_without_a_decision_or_in_months_not_governed() -> None:
    assert owed((claimed("R1", "2020-06-03", 3, "10.00"),)) == []
    assert owed((claimed("R1", "2020-10-01", 3, "10.00"),), pay("R1")) == []
    withdrawn = people.decided("claim", "withdrawn", "R1")
    assert owed((claimed("R1", "2020-06-03", 3, "10.00"),), withdrawn) == []


@pytest.mark.parametrize(
    ("claim", "allowed", "disallowed", "reasons"),
    [
        (claimed("R1", "2020-06-03", 3, "10.00"), "30.00", "0", ()),
        (
            claimed("R1", "2020-06-03", 3, "10.00", category="holidays"),
            "0.00",
            "30.00",
            ("holidays is not a category of claims",),
        ),
        (
            claimed("R1", "2020-06-03", 1, "10.00", category="protective-equipment"),
            "0.00",
            "10.00",
            (OWN_ROUTE,),
        ),
        (
            claimed("R1", "2020-08-01", 3, "10.00"),
            "0.00",
            "30.00",
            (OUTSIDE,),
        ),
        (
            claimed("R1", "2020-06-03", 3, "10.00", other=8),
            "22.00",
            "0",
            ("8.00 is met by other funding",),
        ),
        (
            claimed("R1", "2020-06-03", 3, "10.00", other=31),
            "0.00",
            "0",
            ("31.00 is met by other funding",),
        ),
        (
            claimed("R1", "2020-06-03", 3, "10.00", claimed_on="2020-09-16"),
            "30.00",
            "0",
            (LATE,),
        ),
        (claimed("R1", "2020-06-03", 3, "10.00", claimed_on="2020-09-15"), "30.00", "0", ()),
        (
            claimed("R1", "2020-06-03", 2, "201.50", category="care-home-locum"),
            "400.00",
            "3.00",
            ("3.00 is over 200.00 a session",),
        ),
        (
            claimed("R1", "2020-06-03", 3, "100.00", category="care-home-partner"),
            "200.00",
            "100.00",
            ("100.00 is over 2 sessions a week",),
        ),
    ],
)
def test_what_a_claim_comes_to(
    claim: Claimed, allowed: str, disallowed: str, reasons: tuple[str, ...]
) -> None:
    (assessed,) = assess(term().categories, (claim,))
    assert (assessed.allowed.number, assessed.disallowed) == (Decimal(allowed), Decimal(disallowed))
    assert assessed.reasons == reasons


def test_a_week_runs_from_monday_to_sunday() -> None:
    """Two sessions a week: those of Sunday 7 June leave none; Monday 8 June is a new week."""
    claims = tuple(
        claimed(f"R{n}", on, 2, "100.00", category="care-home-partner")
        for n, on in enumerate(("2020-06-01", "2020-06-07", "2020-06-08"), start=1)
    )
    assessments = assess(term().categories, claims)
    assert [one.allowed.number for one in assessments] == [200, 0, 200]
    assert [one.disallowed for one in assessments] == [0, 200, 0]


def test_what_is_paid_already_uses_up_a_week_first() -> None:
    first = claimed("R1", "2020-06-01", 2, "100.00", category="care-home-partner")
    later = claimed("R2", "2020-06-07", 1, "100.00", category="care-home-partner")
    assessments = assess(term().categories, (first, later), frozenset({"R2"}))
    assert [(one.claim.reference, one.allowed.number) for one in assessments] == [
        ("R2", 100),
        ("R1", 100),
    ]
