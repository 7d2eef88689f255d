"""Row history, kept by the database itself, for every table that holds facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db.models import Model

Tracked = TypeVar("Tracked", bound=type[Model])


def tracked() -> Callable[[Tracked], Tracked]:
    """Keep every insert, change and removal of a model's rows (read by `history.on_record`)."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,  # one entry in bulk for each statement, not one for each row
    )
