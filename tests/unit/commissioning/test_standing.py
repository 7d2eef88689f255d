"""Which of several statements stands, in whatever order they are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.superseding import Standing, latest


@dataclass(frozen=True)
class Said:
    matter: str
    day: date
    says: str
    line: int = 0


def settle(said: list[Said]) -> Standing[Said]:
    return latest(
        said,
        matter=lambda each: each.matter,
        day=lambda each: each.day,
        says=lambda each: each.says,
    )


MAY, JUNE = date(2020, 5, 22), date(2020, 6, 5)


def test_the_later_day_stands() -> None:
    early, late = Said("a", MAY, "yes"), Said("a", JUNE, "no")
    assert settle([late, early]) == Standing((late,), ((early, late),), ())


def test_saying_the_same_twice_is_saying_it_once() -> None:
    one, two = Said("a", MAY, "yes", 2), Said("a", MAY, "yes", 3)
    assert settle([one, two]) == Standing((one,), (), ())


def test_one_day_with_two_meanings_is_a_clash() -> None:
    one, two = Said("a", MAY, "yes", 2), Said("a", MAY, "no", 3)
    assert settle([one, two]).clashes == ((one, two),)


def test_a_clash_is_told_even_where_a_later_day_stands() -> None:
    one, two, later = Said("a", MAY, "yes"), Said("a", MAY, "no"), Said("a", JUNE, "no")
    assert settle([one, two, later]).clashes == ((one, two),)


def test_matters_do_not_touch_one_another() -> None:
    one, two = Said("a", MAY, "yes"), Said("b", MAY, "no")
    assert settle([one, two]).stands == (one, two)


SAID = st.builds(
    Said,
    st.sampled_from("abc"),
    st.integers(0, 5).map(lambda days: MAY + timedelta(days=days)),
    st.sampled_from(["yes", "no"]),
)


@given(st.lists(SAID), st.randoms())
def test_the_order_does_not_count(said: list[Said], random) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)
    one, two = settle(said), settle(shuffled)
    assert bool(one.clashes) == bool(two.clashes)
    assert len(one.superseded) == len(two.superseded)
    if not one.clashes:
        assert set(one.stands) == set(two.stands)


@given(st.lists(SAID, unique_by=lambda each: (each.matter, each.day)))
def test_one_at_a_time_gives_the_same_as_all_at_once(said: list[Said]) -> None:
    standing: dict[str, Said] = {}
    for each in said:
        known = standing.get(each.matter)
        if known is None or each.day >= known.day:
            standing[each.matter] = each
    assert set(settle(said).stands) == set(standing.values())
