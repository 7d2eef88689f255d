"""Writing only what differs, so that the row history tells of real changes alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from django.db.models import Model

Kept = TypeVar("Kept", bound=Model)

AT_ONCE = 1_000  # rows in one statement


class Differences(Generic[Kept]):
    """New rows and changed rows of one table, gathered first and written together."""

    def __init__(self, model: type[Kept]) -> None:
        self._model = model
        self._added: list[Kept] = []
        self._changed: dict[object, Kept] = {}
        self._fields: set[str] = set()

    def add(self, row: Kept) -> None:
        self._added.append(row)

    def change(self, row: Kept, **values: object) -> bool:
        """Give a row these values; False when it has them all already."""
        different = {name: new for name, new in values.items() if getattr(row, name) != new}
        for name, new in different.items():
            setattr(row, name, new)
        if different:
            self._changed[row.pk] = row
            self._fields.update(different)
        return bool(different)

    def save(self) -> Iterator[tuple[Kept, str]]:
        """Write them, and give each with what became of it, for the audit trail."""
        manager = self._model._default_manager  # noqa: SLF001
        changed = list(self._changed.values())
        if changed:
            manager.bulk_update(changed, sorted(self._fields), batch_size=AT_ONCE)
        added = manager.bulk_create(self._added, batch_size=AT_ONCE)
        yield from ((row, "added") for row in added)
        yield from ((row, "changed") for row in changed)
