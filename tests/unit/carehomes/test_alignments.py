"""How long each of a home's alignments lasts, in whatever order they are told."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from carehomes.rules.alignments import Lasting, Stated, lasting

FIRST = date(2020, 8, 1)


def on(day: int) -> date:
    return FIRST + timedelta(days=day - 1)


def test_one_with_no_end_lasts() -> None:
    only = Stated("U1", on(1))
    assert lasting([only]) == ([Lasting(only, None, ended_by_move=False)], [])


def test_a_move_ends_the_earlier_one_the_day_before() -> None:
    first, second = Stated("U1", on(1)), Stated("U2", on(10))
    found, clashes = lasting([second, first])
    assert found == [Lasting(first, on(9), True), Lasting(second, None, False)]
    assert clashes == []


def test_one_in_between_ends_a_move_sooner() -> None:
    first, last, between = Stated("U1", on(1)), Stated("U3", on(9), on(12)), Stated("U2", on(5))
    found, clashes = lasting([first, last, between])
    assert [(each.stated.network, each.end) for each in found] == [
        ("U1", on(4)),
        ("U2", on(8)),
        ("U3", on(12)),
    ]
    assert clashes == []


def test_a_stated_end_is_kept() -> None:
    first, second = Stated("U1", on(1), on(5)), Stated("U2", on(10))
    found, clashes = lasting([first, second])
    assert found[0] == Lasting(first, on(5), ended_by_move=False)
    assert clashes == []


def test_a_stated_end_that_is_not_kept_clashes() -> None:
    first, second = Stated("U1", on(1), on(10)), Stated("U2", on(10))
    assert lasting([first, second])[1] == [(first, second)]


def test_the_same_network_twice_clashes() -> None:
    first, second = Stated("U1", on(1)), Stated("U1", on(10))
    assert lasting([first, second])[1] == [(first, second)]


def test_the_same_network_again_after_its_end_is_no_clash() -> None:
    first, second = Stated("U1", on(1), on(9)), Stated("U1", on(10))
    assert lasting([first, second])[1] == []


STATED = st.builds(
    lambda network, day, length: Stated(
        network, on(day), None if length is None else on(day + length)
    ),
    st.sampled_from(["U1", "U2", "U3"]),
    st.integers(1, 40),
    st.none() | st.integers(0, 10),
)
HOME = st.lists(STATED, max_size=6, unique_by=lambda each: each.start)


@given(HOME, st.randoms())
def test_the_order_in_which_they_are_told_does_not_count(home: list[Stated], random) -> None:
    shuffled = list(home)
    random.shuffle(shuffled)
    assert lasting(shuffled) == lasting(home)


@given(HOME)
def test_without_clashes_no_day_has_two_networks(home: list[Stated]) -> None:
    found, clashes = lasting(home)
    if clashes:
        return
    for day in (on(number) for number in range(1, 60)):
        covering = [
            each
            for each in found
            if each.stated.start <= day and (each.end is None or day <= each.end)
        ]
        assert len(covering) <= 1
