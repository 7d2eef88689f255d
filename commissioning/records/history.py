"""What was on record at a moment, read from the row history that the database keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

FACTS_LOCK = 20_200_401  # one number that everything which changes or fixes facts agrees on


def on_record(model: type[Model], at: datetime | None = None) -> QuerySet[Any]:
    """The rows of a tracked model now, or as they stood at a moment.

    Past rows come from the event table, which has the same fields, each with `pgh_obj_id` for the
    row's key. Only fields may be asked of the result, not relations back to it.
    """
    if at is None:
        return model._default_manager.all()  # noqa: SLF001
    events = model.pgh_event_model._default_manager  # type: ignore[attr-defined]  # noqa: SLF001
    latest = (
        events.filter(pgh_created_at__lte=at)
        .order_by("pgh_obj_id", "-pgh_created_at", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    return events.filter(pk__in=latest.values("pk")).exclude(pgh_label="delete")


def key_field(at: datetime | None) -> str:
    """The name of the row's own key, in the table or in its history."""
    return "pk" if at is None else "pgh_obj_id"


def hold_facts_still() -> datetime:
    """Wait for every change of facts under way, keep new ones out until this transaction ends.

    Returns the database's own time, which then divides what was known from what was not.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FACTS_LOCK])
    return clock_time()


def clock_time() -> datetime:
    """The database's own time at this moment, not at the start of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return moment


def change_facts() -> None:
    """Say that this transaction changes facts; waits while a run is being fixed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [FACTS_LOCK])
