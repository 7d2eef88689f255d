"""Writing dated rows, so that the database's rule of one at a time holds after each statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Model

from commissioning.domain.timelines import RowChanges, ValueSpan

Dated = TypeVar("Dated", bound=Model)
Value = TypeVar("Value")

AT_ONCE = 1_000  # rows in one statement


class DatedRows(Generic[Dated]):
    """The changes to one table of dated rows, gathered first and written together.

    `origin` names the fields that say where a value is known from, in the order of `Span.origin`.
    """

    def __init__(self, model: type[Dated], origin: Sequence[str] = ()) -> None:
        self._model = model
        self._origin = tuple(origin)
        self._add: list[Dated] = []
        self._drop: list[object] = []
        self._change: list[tuple[Any, ValueSpan[Any], ValueSpan[Any]]] = []

    def take(
        self, changes: RowChanges[Dated, Value], make: Callable[[ValueSpan[Value]], Dated]
    ) -> None:
        """Note what to write for one owner; `make` gives a new row, without its days."""
        self._drop += [row.pk for row in changes.drop]
        self._change += changes.change
        for span in changes.add:
            row = make(span)
            self._fill(row, span)
            self._add.append(row)

    def _fill(self, row: Any, span: ValueSpan[Any]) -> None:
        row.starts_on, row.ends_on = span.starts_on, span.ends_on
        for name, value in zip(self._origin, span.origin, strict=True):
            setattr(row, name, value)

    def save(self) -> None:
        """Remove and shorten first, then lengthen and add: no two rows ever overlap on the way."""
        rows = self._model._default_manager  # noqa: SLF001  (Django documents it)
        if self._drop:
            rows.filter(pk__in=self._drop).delete()
        shortened = []
        for row, before, after in self._change:
            row.starts_on, row.ends_on = _both(before, after)
            if (row.starts_on, row.ends_on) != (before.starts_on, before.ends_on):
                shortened.append(row)
        rows.bulk_update(shortened, ["starts_on", "ends_on"], batch_size=AT_ONCE)
        rest = []
        for row, _, after in self._change:
            short = (row.starts_on, row.ends_on)
            origin = tuple(getattr(row, name) for name in self._origin)
            self._fill(row, after)
            if short != (after.starts_on, after.ends_on) or origin != after.origin:
                rest.append(row)
        rows.bulk_update(rest, ["starts_on", "ends_on", *self._origin], batch_size=AT_ONCE)
        rows.bulk_create(self._add, batch_size=AT_ONCE)


def _both(one: ValueSpan[Any], other: ValueSpan[Any]) -> tuple[date | None, date | None]:
    """The days that two overlapping spans share."""
    starts = [span.starts_on for span in (one, other) if span.starts_on]
    ends = [span.ends_on for span in (one, other) if span.ends_on]
    return max(starts, default=None), min(ends, default=None)
