"""How many patients a register needs, in whole numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.registers import at_least, needed, share_in_words

listed = st.integers(min_value=0, max_value=1_000_000)
percents = st.integers(min_value=1, max_value=10)


@pytest.mark.parametrize(
    ("on_the_list", "enough", "short", "said"),
    [
        (12_001, 241, 240, "1.9998%"),
        (7_423, 149, 148, "1.99%"),
        (10_000, 200, 199, "1.99%"),
        (1_000_001, 20_001, 20_000, "1.999998%"),
    ],
)
def test_one_patient_divides_enough_from_too_few(
    on_the_list: int, enough: int, short: int, said: str
) -> None:
    assert needed(on_the_list, 2) == enough
    assert at_least(enough, on_the_list, 2)
    assert not at_least(short, on_the_list, 2)
    assert share_in_words(short, on_the_list, 2) == said


def test_exactly_two_percent_is_enough_and_says_so() -> None:
    assert at_least(200, 10_000, 2)
    assert share_in_words(200, 10_000, 2) == "2%"


@given(listed, percents)
def test_needed_is_the_smallest_that_is_enough(on_the_list: int, percent: int) -> None:
    bar = needed(on_the_list, percent)
    assert at_least(bar, on_the_list, percent)
    assert bar == 0 or not at_least(bar - 1, on_the_list, percent)


@given(listed.filter(bool), st.integers(min_value=0, max_value=1_000_000), percents)
def test_a_share_never_reads_as_what_it_is_not(
    on_the_list: int, patients: int, percent: int
) -> None:
    said = share_in_words(patients, on_the_list, percent).rstrip("%")
    enough = at_least(patients, on_the_list, percent)
    if said.startswith(("under", "at least")):
        assert said.startswith("at least") == enough
    else:
        assert (float(said) >= percent) == enough


def test_a_share_that_no_number_of_places_tells_from_the_bar_is_told_in_words() -> None:
    listed_people = 10**14
    assert share_in_words(2 * 10**12 - 1, listed_people, 2) == "under 2%"
    assert share_in_words(2 * 10**12 + 1, listed_people, 2) == "at least 2%"
    assert share_in_words(2 * 10**12, listed_people, 2) == "2%"


def test_nobody_on_the_list_makes_no_share() -> None:
    assert share_in_words(3, 0, 2) == ""
