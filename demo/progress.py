"""How far the load of the demo's year has got, for those who look round meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.db import connection

from commissioning.domain.periods import written
from commissioning.models import AuditEvent
from demo.script import read_year
from demo.selectors import PLAYED

NOTE = "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')"  # ./run writes it
LOADING = "loading"


@dataclass(frozen=True, slots=True)
class Progress:
    """A year that is being loaded: from which day, up to which, and which day was played last."""

    first: date
    last: date
    day: date | None

    def __str__(self) -> str:
        if self.day is None:
            return f"It begins in a moment, on {written(self.first)}"
        done, whole = self._months(self.day), self._months(self.last)
        return f"It is {written(self.day)} now, in month {done} of {whole}"

    def _months(self, day: date) -> int:
        """How many months the year has had by a day, the one it falls in among them."""
        return (day.year - self.first.year) * 12 + day.month - self.first.month + 1


def progress() -> Progress | None:
    """How far it is. None where nothing is being loaded."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE)
        (text,) = cursor.fetchone()
    note = json.loads(text or "{}")
    if note.get("demo") != LOADING:
        return None
    year = read_year()
    until = note.get("until")
    played = AuditEvent.objects.filter(event=PLAYED).order_by("-pk").values_list("on", flat=True)
    return Progress(
        first=year.step[0].on,
        last=date.fromisoformat(until) if until else year.step[-1].on,
        day=played.first(),
    )
