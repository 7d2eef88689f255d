"""Whether residents, or a register, reach a share of a list: exactly, never by rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.rules.offers import needed, qualifies

TWO = Decimal(2)


@pytest.mark.parametrize(
    ("patients", "reach"), [(7423, 149), (12001, 241), (12000, 240), (0, 0), (50, 1), (51, 2)]
)
def test_the_fewest_that_reach_two_percent(patients: int, reach: int) -> None:
    assert needed(Decimal(patients), TWO) == reach


def test_one_fewer_qualifies_for_an_offer_and_the_number_itself_does_not() -> None:
    assert qualifies(148, Decimal(7423), TWO)
    assert not qualifies(149, Decimal(7423), TWO)
    assert qualifies(240, Decimal(12001), TWO)
    assert not qualifies(240, Decimal(12000), TWO)


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_an_offer_is_for_those_that_do_not_reach_it(residents: int, patients: int) -> None:
    size = Decimal(patients)
    assert qualifies(residents, size, TWO) == (residents < needed(size, TWO))
