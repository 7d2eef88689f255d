"""The rows of the fact tables, read now or as they stood at a moment."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from commissioning.domain.periods import Period
from commissioning.models import Organisation
from commissioning.records.history import key_field, on_record

Rows = dict[int, list[Any]]


@lru_cache(maxsize=4096)
def span(start: date | None, end: date | None) -> Period:
    """Days between two dates; an empty one has no bound."""
    return Period(start or date.min, end or date.max)


class Gathered:
    """The rows of every fact table at one moment, grouped by whom they are about."""

    def __init__(self, at: datetime | None) -> None:
        self.at = at
        self.organisations = {
            pk: (code, kind, name, opened, closed)
            for pk, code, kind, name, opened, closed in self.of(Organisation).values_list(
                key_field(at), "code", "kind", "name", "opened_on", "closed_on"
            )
        }
        self.codes = {pk: row[0] for pk, row in self.organisations.items()}

    def of(self, model: Any) -> QuerySet[Any]:
        """The rows of one table."""
        return on_record(model, self.at)

    def grouped(self, model: Any, by: str, *fields: str) -> Rows:
        """A table's rows, by the key of what they belong to."""
        rows: Rows = defaultdict(list)
        for owner, *values in self.of(model).values_list(by, *fields):
            rows[owner].append(values)
        return rows
