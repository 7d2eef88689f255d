"""How many patients a practice had, on a day that a contract names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commissioning.domain.periods import written
from commissioning.models import Organisation
from practices.models import ListSize


@dataclass(frozen=True, slots=True)
class ListOn:
    """A list on a day, and whether another day's count stands in for it."""

    patients: Decimal
    day: date
    counted_on: date
    source: str

    @property
    def stands_in(self) -> bool:
        return self.counted_on != self.day

    @property
    def in_words(self) -> str:
        """Where it is from, and what it stands in for, wherever it is shown."""
        counted = f"{self.source}, {written(self.counted_on)}"
        return f"{counted}, standing in for {written(self.day)}" if self.stands_in else counted


def list_sizes_on(
    practices: Iterable[Organisation], day: date, kind: str = ListSize.Kind.RAW
) -> dict[int, ListOn]:
    """The lists of practices on a day, by the practice's key.

    A count of the very day goes before one that stands in for it, a nearer day before a farther.
    """
    rows = ListSize.objects.filter(practice__in=list(practices), stands_for=day, kind=kind)
    nearest: dict[int, ListSize] = {}
    for row in rows:
        other = nearest.get(row.practice_id)
        if other is None or _distance(row) < _distance(other):
            nearest[row.practice_id] = row
    return {key: _as_on(row) for key, row in nearest.items()}


def list_size_on(practice: Organisation, day: date, kind: str = ListSize.Kind.RAW) -> ListOn | None:
    """The list of one practice on a day; None where no count is of that day or stands for it."""
    return list_sizes_on([practice], day, kind).get(practice.pk)


def latest_list_size(
    practice: Organisation, day: date, kind: str = ListSize.Kind.RAW
) -> ListOn | None:
    """The newest count of a practice's list, no later than a day."""
    rows = ListSize.objects.filter(practice=practice, kind=kind, counted_on__lte=day)
    row = rows.order_by("-counted_on", "-stands_for").first()
    if row is None:
        return None
    return ListOn(row.patients, row.counted_on, row.counted_on, row.source)


def _as_on(row: ListSize) -> ListOn:
    return ListOn(row.patients, row.stands_for, row.counted_on, row.source)


def _distance(row: ListSize) -> tuple[int, date]:
    return abs((row.counted_on - row.stands_for).days), row.counted_on
