"""Taking in an edition of a publisher's file, among the editions that came before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import connection

from commissioning.models import Edition, User

IMPORTS_LOCK = 20_191_119  # one number that all imports of reference data agree on


def keep_the_register_alone() -> None:
    """Wait for whoever else is changing the register: two at once would not see each other's rows.

    Lasts until the end of the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORTS_LOCK])


@dataclass(frozen=True, slots=True)
class EditionSpoken:
    """Which edition an import is about."""

    day: date  # the day it speaks of, or stands for
    published_on: date  # the day it is of
    covers: frozenset[str]  # commissioners' codes or local authorities
    file_name: str

    @property
    def stands_in(self) -> bool:
        return self.day != self.published_on


class Editions:
    """The edition being imported, and the others of its kind, by what they cover."""

    def __init__(self, this: Edition, editions: Iterable[Edition]) -> None:
        self.this = this
        self._days: dict[str, dict[date, Edition]] = {}
        for edition in editions:
            for part in edition.covers:
                days = self._days.setdefault(part, {})
                other = days.get(edition.day)
                if other is None or _distance(edition) < _distance(other):
                    days[edition.day] = edition

    @classmethod
    def take(cls, kind: Edition.Kind, spoken: EditionSpoken, *, by: User) -> Self:
        """Note the edition among those known."""
        keep_the_register_alone()
        editions = list(Edition.objects.filter(kind=kind))
        covers = sorted(spoken.covers)
        this = next(
            (
                edition
                for edition in editions
                if (edition.day, edition.published_on, edition.covers)
                == (spoken.day, spoken.published_on, covers)
            ),
            None,
        )
        if this is None:
            this = Edition.objects.create(
                kind=kind,
                day=spoken.day,
                published_on=spoken.published_on,
                covers=covers,
                file_name=spoken.file_name[:255],
                imported_by=by,
            )
            editions.append(this)
        return cls(this, editions)

    def of(self, *parts: str) -> dict[date, Edition]:
        """The editions that cover any of these parts, by day."""
        editions_by_day: dict[date, Edition] = {self.this.day: self.this}
        for part in parts:
            for day, edition in self._days.get(part, {}).items():
                if day not in editions_by_day or _distance(edition) < _distance(
                    editions_by_day[day]
                ):
                    editions_by_day[day] = edition
        return editions_by_day

    def is_newest(self, *parts: str) -> bool:
        """Say whether no later edition covers these parts."""
        return max(self.of(*parts)) == self.this.day

    def is_outdone(self, *parts: str) -> bool:
        """Say whether another edition speaks of the same day and was published nearer to it."""
        return _distance(self.of(*parts)[self.this.day]) < _distance(self.this)


def _distance(edition: Edition) -> int:
    return abs((edition.published_on - edition.day).days)
