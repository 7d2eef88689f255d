"""What a claim would come to before it is sent, by the same rules as in a run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.money import to_the_penny
from commissioning.specifications.schema import ClaimCategory, OnClaim, read_specification
from payments.rules.claim_checks import AssessedCost, CostTotal, alike, check, drawn
from payments.rules.facts import Claimed

DATA = Path(__file__).parents[3] / "commissioning/specifications/data/covid-costs.toml"


@pytest.fixture(scope="module")
def categories() -> tuple[ClaimCategory, ...]:
    specification = read_specification(DATA.read_text())
    (term,) = [each for each in specification.payments if isinstance(each, OnClaim)]
    return term.categories


def a_cost(reference: str = "~01", **other: object) -> Claimed:
    said = {
        "category": "care-home-partner",
        "incurred_on": date(2020, 6, 3),
        "quantity": Decimal(3),
        "unit_cost": Decimal("310.00"),
        "other_funding": Decimal(0),
        "claimed_on": date(2020, 8, 20),
    } | other
    return Claimed(reference=reference, **said)  # type: ignore[arg-type]


def one(categories: tuple[ClaimCategory, ...], asked: Claimed, *standing: Claimed) -> AssessedCost:
    (found,) = check(categories, standing, [asked])
    return found


def test_three_sessions_at_310(categories: tuple[ClaimCategory, ...]) -> None:
    """DOMAIN 4.9: allowed 2 x 289.00; 310.00 is over the week's cap, 42.00 over the rate."""
    found = one(categories, a_cost())

    assert (found.cost, found.allowed, found.disallowed) == (
        Decimal("930.00"),
        Decimal("578.00"),
        Decimal("352.00"),
    )
    assert [each.split(" is ")[0] for each in found.reasons] == ["310.00", "42.00"]
    assert not found.late


def test_what_stands_uses_the_weeks_cap_up_first(categories: tuple[ClaimCategory, ...]) -> None:
    before = a_cost("C86001-001", quantity=Decimal(2), incurred_on=date(2020, 6, 1))

    found = one(categories, a_cost(quantity=Decimal(1)), before)

    assert found.allowed == 0
    assert found.disallowed == Decimal("310.00")


def test_what_stands_on_the_same_day_comes_first(categories: tuple[ClaimCategory, ...]) -> None:
    standing = a_cost("zeta-1", quantity=Decimal(2))

    assert one(categories, a_cost(quantity=Decimal(1)), standing).allowed == 0


def test_a_correction_is_not_counted_beside_itself(categories: tuple[ClaimCategory, ...]) -> None:
    before = a_cost("C86001-001", quantity=Decimal(2))

    found = one(categories, a_cost("C86001-001", quantity=Decimal(1)), before)

    assert found.allowed == Decimal("289.00")


def test_net_of_other_funding(categories: tuple[ClaimCategory, ...]) -> None:
    found = one(categories, a_cost(other_funding=Decimal("100.00")))

    assert (found.allowed, found.elsewhere, found.disallowed) == (
        Decimal("478.00"),
        Decimal("100.00"),
        Decimal("352.00"),
    )


def test_other_funding_above_the_cost_leaves_nothing(
    categories: tuple[ClaimCategory, ...],
) -> None:
    found = one(categories, a_cost(other_funding=Decimal("5000.00")))

    assert (found.allowed, found.elsewhere) == (Decimal("0.00"), Decimal("578.00"))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"incurred_on": date(2020, 4, 30)}, "30 April 2020 is outside 1 May 2020"),
        ({"category": "protective-equipment"}, "Department of Health and Social Care's own route"),
        ({"category": "equipment-for-the-home"}, "cost the practice nothing"),
        ({"category": "community-provider"}, "the letter of 17 March 2020"),
        ({"category": "biscuits"}, "is not a category"),
    ],
)
def test_what_is_never_paid_says_why(
    categories: tuple[ClaimCategory, ...], other: dict[str, object], reason: str
) -> None:
    found = one(categories, a_cost(**other))

    assert (found.allowed, found.disallowed) == (0, Decimal("930.00"))
    assert reason in found.reasons[0]


def test_late_is_said_and_takes_nothing_off(categories: tuple[ClaimCategory, ...]) -> None:
    on_time = one(categories, a_cost(claimed_on=date(2020, 9, 15)))
    late = one(categories, a_cost(claimed_on=date(2020, 9, 16)))

    assert (on_time.late, late.late) == (False, True)
    assert late.allowed == on_time.allowed
    assert "late, for the commissioner to decide" in late.reasons[-1]


@given(
    quantity=st.decimals("0.01", "99999.99", places=2),
    unit_cost=st.decimals("0.00", "9999999.99", places=2),
    other=st.decimals("0.00", "9999999.99", places=2),
    category=st.sampled_from(
        ["care-home-partner", "care-home-locum", "consumables", "protective-equipment", "none"]
    ),
)
def test_cost_is_what_is_allowed_disallowed_and_met_elsewhere(
    categories: tuple[ClaimCategory, ...],
    quantity: Decimal,
    unit_cost: Decimal,
    other: Decimal,
    category: str,
) -> None:
    asked = a_cost(quantity=quantity, unit_cost=unit_cost, other_funding=other, category=category)

    found = one(categories, asked)

    assert found.cost == to_the_penny(quantity * unit_cost)
    assert found.allowed + found.disallowed + found.elsewhere == found.cost
    assert found.allowed >= 0
    assert found.elsewhere <= other


def test_a_total_adds_each_part_up(categories: tuple[ClaimCategory, ...]) -> None:
    lines = check(categories, (), [a_cost(), a_cost("~02", category="consumables")])

    total = CostTotal.of(lines)

    assert (total.cost, total.allowed) == (Decimal("1860.00"), Decimal("1508.00"))


def test_alike_names_the_others_with_the_same_cost_on_the_same_day() -> None:
    twins = alike([a_cost("A"), a_cost("B"), a_cost("C", quantity=Decimal(2))])

    assert twins == {"A": ("B",), "B": ("A",)}


def test_a_seed_draws_the_same_again_and_another_seed_another() -> None:
    references = [f"C86001-{number:03}" for number in range(1, 101)]

    first = drawn("9f8e7d", 10, references)

    assert len(set(first)) == 10
    assert first == drawn("9f8e7d", 10, reversed(references))
    assert first != drawn("0a1b2c", 10, references)
    assert set(first) <= set(drawn("9f8e7d", 11, references))
