"""Dated values: editions add up to the same history in whatever order they are imported."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.timelines import (
    ONE_DAY,
    ValueSpan,
    changes,
    joined,
    observed,
    span_on,
    stated,
    until,
)

START = date(2019, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


days = st.integers(0, 400).map(day)
editions_of_a_value = st.dictionaries(days, st.sampled_from(["A", "B", None]), max_size=6)


def origin(of: date) -> tuple[object, ...]:
    return (of,)


def import_all(
    editions: list[tuple[date, str | None]], *, from_the_beginning: bool = False
) -> tuple[ValueSpan[str], ...]:
    """Import editions in the order given."""
    spans: tuple[ValueSpan[str], ...] = ()
    known: dict[date, tuple[object, ...]] = {}
    for of, value in editions:
        known[of] = origin(of)
        spans = observed(
            spans, editions=known, day=of, value=value, from_the_beginning=from_the_beginning
        )
    return spans


def plain_history(editions: dict[date, str | None]) -> tuple[ValueSpan[str], ...]:
    """The same, worked out the slow way from all editions at once."""
    spans: list[ValueSpan[str]] = []
    for of in sorted(editions):
        value = editions[of]
        last = spans[-1] if spans and spans[-1].ends_on is None else None
        if last and last.value == value:
            continue
        if last:
            spans[-1] = ValueSpan(last.value, last.starts_on, of - ONE_DAY, last.origin)
        if value is not None:
            spans.append(ValueSpan(value, of, None, origin(of)))
    return tuple(spans)


@given(editions_of_a_value, st.randoms(use_true_random=False))
def test_the_order_of_editions_does_not_matter(
    editions: dict[date, str | None], shuffled: Any
) -> None:
    order = list(editions.items())
    shuffled.shuffle(order)
    assert import_all(order) == plain_history(editions)


@given(editions_of_a_value, st.data())
def test_an_edition_imported_twice_changes_nothing(
    editions: dict[date, str | None], data: st.DataObject
) -> None:
    order = list(editions.items())
    if order:
        again = data.draw(st.sampled_from(order))
        assert import_all([*order, again]) == import_all(order)


@given(
    st.dictionaries(days, st.sampled_from(["A", "B"]), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_earliest_value_may_hold_from_the_beginning(
    editions: dict[date, str | None], shuffled: Any
) -> None:
    order = list(editions.items())
    shuffled.shuffle(order)
    spans = import_all(order, from_the_beginning=True)
    first, *rest = plain_history(editions)
    assert spans[0] == ValueSpan(first.value, None, first.ends_on, first.origin)
    assert spans[1:] == tuple(rest)


@given(editions_of_a_value, days, st.sampled_from(["A", "B", "C", None]))
def test_an_edition_corrected_on_its_own_day_takes_its_place(
    editions: dict[date, str | None], of: date, corrected: str | None
) -> None:
    before = import_all([*editions.items(), (of, "Z")])
    known = {each: origin(each) for each in [*editions, of]}
    spans = observed(before, editions=known, day=of, value=corrected)
    expected = plain_history({**editions, of: corrected})
    assert [(s.value, s.starts_on, s.ends_on) for s in spans] == [
        (s.value, s.starts_on, s.ends_on) for s in expected
    ]


@given(editions_of_a_value)
def test_spans_never_overlap_and_neighbours_differ(editions: dict[date, str | None]) -> None:
    spans = import_all(list(editions.items()))
    for before, after in pairwise(spans):
        assert before.ends_on is not None
        assert before.ends_on < after.first
        assert before.value != after.value or before.ends_on + ONE_DAY < after.first


def test_days_entered_by_hand_are_kept() -> None:
    by_hand = (ValueSpan("A", None, date(2020, 6, 14)), ValueSpan("B", date(2020, 6, 15)))
    spans = observed(
        by_hand,
        editions={},
        day=date(2021, 1, 1),
        value="C",
        from_the_beginning=True,
    )
    assert spans == (
        ValueSpan("A", None, date(2020, 6, 14)),
        ValueSpan("B", date(2020, 6, 15), date(2020, 12, 31)),
        ValueSpan("C", date(2021, 1, 1)),
    )


def test_a_value_known_from_nowhere_is_kept_before_the_edition() -> None:
    spans = observed(
        (ValueSpan("A", None),),
        editions={},
        day=date(2021, 1, 1),
        value="B",
        from_the_beginning=True,
    )
    assert spans == (ValueSpan("A", None, date(2020, 12, 31)), ValueSpan("B", date(2021, 1, 1)))


# Stated dates: members of networks, and who commissions a practice

histories = st.lists(
    st.tuples(st.integers(5, 60), st.integers(0, 20)), min_size=1, max_size=4
)  # how long each membership lasted, and how long a gap follows


def true_history(pieces: list[tuple[int, int]], names: str) -> list[ValueSpan[str]]:
    spans, start = [], 0
    for (length, gap), name in zip(pieces, names, strict=False):
        spans.append(ValueSpan(name, day(start), day(start + length - 1)))
        start += length + gap
    return spans


def seen_on(of: date, truth: list[ValueSpan[str]], *, keeps_past: bool) -> list[ValueSpan[str]]:
    """What an edition can say on its day: an end still to come is not known yet."""
    seen = []
    for span in truth:
        if span.first <= of <= span.last:
            seen.append(ValueSpan(span.value, span.starts_on))
        elif span.last < of and keeps_past:
            seen.append(span)
    return seen


def import_stated(
    order: list[date], truth: list[ValueSpan[str]], *, keeps_past: bool
) -> tuple[ValueSpan[str], ...]:
    spans: tuple[ValueSpan[str], ...] = ()
    known: set[date] = set()
    for of in order:
        known.add(of)
        said = seen_on(of, truth, keeps_past=keeps_past)
        spans = stated(spans, editions=known, day=of, statements=said)
    return spans


@given(histories, st.permutations(range(0, 240, 30)))
def test_files_that_keep_the_past_tell_the_whole_truth_in_any_order(
    pieces: list[tuple[int, int]], order: list[int]
) -> None:
    truth = true_history(pieces, "ABAC")
    imported = [day(each) for each in order]
    spans = import_stated(imported, truth, keeps_past=True)
    assert spans == joined(seen_on(max(imported), truth, keeps_past=True))


@given(histories, st.permutations(range(0, 240, 30)))
def test_files_that_drop_the_past_add_up_in_any_order(
    pieces: list[tuple[int, int]], order: list[int]
) -> None:
    truth = true_history(pieces, "ABCD")
    imported = [day(each) for each in order]
    spans = import_stated(imported, truth, keeps_past=False)
    assert spans == import_stated(sorted(imported), truth, keeps_past=False)
    for of in imported:
        here, there = span_on(spans, of), span_on(truth, of)
        assert (here and here.value) == (there and there.value)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            [ValueSpan("B", date(2020, 7, 1))],
            [
                ValueSpan("A", date(2019, 10, 1), date(2020, 6, 30)),
                ValueSpan("B", date(2020, 7, 1)),
            ],
            id="moved",
        ),
        pytest.param(
            [ValueSpan("A", date(2019, 10, 1), date(2020, 3, 31))],
            [ValueSpan("A", date(2019, 10, 1), date(2020, 3, 31))],
            id="left",
        ),
        pytest.param([], [ValueSpan("A", date(2019, 10, 1), date(2020, 12, 31))], id="gone"),
        pytest.param(
            [ValueSpan("A", date(2019, 7, 1))], [ValueSpan("A", date(2019, 7, 1))], id="earlier"
        ),
    ],
)
def test_a_later_edition_is_believed(
    said: list[ValueSpan[str]], expected: list[ValueSpan[str]]
) -> None:
    known = [ValueSpan("A", date(2019, 10, 1))]
    of = date(2021, 1, 1)
    spans = stated(known, editions=[date(2019, 12, 4), of], day=of, statements=said)
    assert list(spans) == expected


def test_an_older_edition_adds_nothing_where_a_newer_one_spoke_of_all_time() -> None:
    told = [ValueSpan("A", None)]
    older, newer = date(2019, 12, 4), date(2021, 1, 1)
    spans = stated(
        told, editions=[older, newer], day=older, statements=[ValueSpan("B", date(2019, 7, 1))]
    )
    assert list(spans) == told


def test_nothing_lasts_beyond_the_end_of_its_owner() -> None:
    spans = [ValueSpan("A", date(2019, 10, 1), date(2020, 6, 30)), ValueSpan("B", date(2020, 7, 1))]
    assert until(spans, date(2020, 5, 31)) == (
        ValueSpan("A", date(2019, 10, 1), date(2020, 5, 31)),
    )
    assert until(spans, None) == tuple(spans)


# Writing only what differs

Rows = list[tuple[int, ValueSpan[str]]]


@given(editions_of_a_value, editions_of_a_value)
def test_changes_lead_from_what_is_on_record_to_what_is_wanted(
    before: dict[date, str | None], after: dict[date, str | None]
) -> None:
    rows: Rows = list(enumerate(plain_history(before)))
    wanted = plain_history(after)
    different = changes(rows, wanted)
    kept = dict(rows)
    for row in different.drop:
        del kept[row]
    for row, known, span in different.change:
        assert kept[row] == known
        assert kept[row].value == span.value
        kept[row] = span
    assert sorted([*kept.values(), *different.add], key=lambda each: each.first) == list(wanted)


@given(editions_of_a_value)
def test_nothing_is_written_where_nothing_differs(editions: dict[date, str | None]) -> None:
    spans = plain_history(editions)
    assert not changes(list(enumerate(spans)), spans)
