"""Dated values: what held from which day until which, as editions of a file tell it.

An edition speaks of its own day. Each function takes the spans known so far and one edition, and
gives the spans that then hold. It also takes the days of the other editions that spoke of the
same thing: what those said can be read off the spans, so an edition may come after a newer one
and change only the days between its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

Value = TypeVar("Value")
Row = TypeVar("Row")

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ValueSpan(Generic[Value]):
    """A value and the days it held. No start: since the beginning. No end: it still holds.

    The origin is where we know it from; it goes with the value but does not tell values apart.
    """

    value: Value
    starts_on: date | None
    ends_on: date | None = None
    origin: tuple[object, ...] = field(default=())

    @property
    def first(self) -> date:
        return self.starts_on or date.min

    @property
    def last(self) -> date:
        return self.ends_on or date.max

    def holds_on(self, day: date) -> bool:
        return self.first <= day <= self.last

    def until(self, day: date) -> ValueSpan[Value] | None:
        """Give this span, ended no later than a day; nothing if it starts after it."""
        if self.first > day:
            return None
        return self if self.last <= day else replace(self, ends_on=day)


Spans = Sequence[ValueSpan[Value]]


def span_on(spans: Spans[Value], day: date) -> ValueSpan[Value] | None:
    """The span that holds on a day."""
    return next((span for span in spans if span.holds_on(day)), None)


def until(spans: Spans[Value], day: date | None) -> tuple[ValueSpan[Value], ...]:
    """The spans, ended no later than a day (none given: as they are)."""
    if day is None:
        return tuple(spans)
    return tuple(part for span in spans if (part := span.until(day)))


def joined(spans: Iterable[ValueSpan[Value]]) -> tuple[ValueSpan[Value], ...]:
    """The spans in order; neighbours with the same value become one, of the earlier's origin."""
    result: list[ValueSpan[Value]] = []
    for current_span in sorted(spans, key=lambda span: span.first):
        before = result[-1] if result else None
        if before and before.value == current_span.value and _adjoin(before, current_span):
            later = max(before.last, current_span.last)
            result[-1] = replace(before, ends_on=None if later == date.max else later)
        else:
            result.append(current_span)
    return tuple(result)


def _adjoin(before: ValueSpan[Value], after: ValueSpan[Value]) -> bool:
    return before.ends_on is None or before.ends_on + ONE_DAY >= after.first


def observed(
    spans: Spans[Value],
    *,
    editions: Mapping[date, tuple[object, ...]],
    day: date,
    value: Value | None,
    from_the_beginning: bool = False,
) -> tuple[ValueSpan[Value], ...]:
    """What held, now that an edition of a day says the value on it, or (None) that there is none.

    Such a file says no more than how things are on its day, so a value holds from the first edition
    that has it until the day before the first that has another. `editions` gives the origin of each
    edition by its day. `from_the_beginning`: the earliest value known has no start.
    """
    spans_by_day = _told(spans, editions, day)
    before = span_on(spans, day)
    if value is None:
        spans_by_day[day] = None
    elif before is None or before.value != value:
        spans_by_day[day] = ValueSpan(value, day, None, editions.get(day, ()))
    else:
        spans_by_day[day] = before
    result: list[ValueSpan[Value]] = []
    days = sorted(spans_by_day)
    for start, following in zip(days, [*days[1:], None], strict=True):
        here = spans_by_day[start]
        if here is not None:
            origin = here.origin if here.first == start else editions.get(start, here.origin)
            end = following - ONE_DAY if following else None
            result.append(ValueSpan(here.value, start, end, origin))
    result = list(joined(result))
    if from_the_beginning and result:
        result[0] = replace(result[0], starts_on=None)
    return tuple(result)


def _told(
    spans: Spans[Value], editions: Iterable[date], day: date
) -> dict[date, ValueSpan[Value] | None]:
    """What was said on which days, read off the spans. Days entered by hand count as well."""
    spans_by_day = {edition_day: span_on(spans, edition_day) for edition_day in editions}
    for span in spans:
        if span.starts_on:
            spans_by_day.setdefault(span.starts_on, span)
        if span.ends_on:
            spans_by_day.setdefault(span.ends_on + ONE_DAY, span_on(spans, span.ends_on + ONE_DAY))
    for span in spans:
        if not span.starts_on and not any(map(span.holds_on, spans_by_day)):
            spans_by_day[min(span.last, day - ONE_DAY)] = span
    return spans_by_day


def stated(
    spans: Spans[Value], *, editions: Iterable[date], day: date, statements: Spans[Value]
) -> tuple[ValueSpan[Value], ...]:
    """What held, now that an edition of a day states dated values, past and present.

    The edition is believed from the first day it speaks of, a newer one where that speaks. What
    held before that day stays: a file may drop what is long over. Saying nothing, it says that
    nothing holds from its day on.
    """
    newer = min((edition_day for edition_day in editions if edition_day > day), default=None)
    since = min((statement.first for statement in statements), default=day)
    if newer is None:
        earlier_spans, spoken = spans, tuple(statements)
        later: tuple[ValueSpan[Value], ...] = ()
    else:
        known_from = _known_from(spans, day, newer)
        if known_from == date.min:
            return tuple(spans)
        earlier_spans = until(spans, known_from - ONE_DAY)
        spoken = until(statements, known_from - ONE_DAY)
        later = tuple(
            span if span.first >= known_from else replace(span, starts_on=known_from)
            for span in spans
            if span.last >= known_from
        )
    before = until(earlier_spans, since - ONE_DAY) if since > date.min else ()
    return joined([*before, *spoken, *later])


def _known_from(spans: Spans[Value], day: date, newer: date) -> date:
    """From which day on newer editions have told what held, seen from an older edition's day."""
    there = span_on(spans, newer)
    if there and there.first <= day:
        return there.first
    if here := span_on(spans, day):
        return here.last + ONE_DAY
    return min([span.first for span in spans if day < span.first <= newer], default=newer)


@dataclass(frozen=True, slots=True)
class RowChanges(Generic[Row, Value]):
    """What to write so that rows come to say what the spans say; all other rows stay untouched."""

    add: tuple[ValueSpan[Value], ...]
    change: tuple[
        tuple[Row, ValueSpan[Value], ValueSpan[Value]], ...
    ]  # the row, as it says, as it should
    drop: tuple[Row, ...]

    def __bool__(self) -> bool:
        return bool(self.add or self.change or self.drop)


def changes(
    rows: Sequence[tuple[Row, ValueSpan[Value]]], wanted: Spans[Value]
) -> RowChanges[Row, Value]:
    """Compare rows with the spans wanted. A row stays the row of its value where days overlap."""
    left = list(rows)
    add: list[ValueSpan[Value]] = []
    change: list[tuple[Row, ValueSpan[Value], ValueSpan[Value]]] = []
    for span in wanted:
        same = next((pair for pair in left if _same_matter(pair[1], span)), None)
        if same is None:
            add.append(span)
            continue
        left.remove(same)
        if same[1] != span:
            change.append((same[0], same[1], span))
    return RowChanges(tuple(add), tuple(change), tuple(row for row, _ in left))


def _same_matter(existing: ValueSpan[Value], wanted: ValueSpan[Value]) -> bool:
    overlap = existing.first <= wanted.last and wanted.first <= existing.last
    return overlap and existing.value == wanted.value
