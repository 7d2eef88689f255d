"""The one way to write to the audit trail, and which day a recorded moment was."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Model, Q, Window
from django.db.models.functions import Lag, Lead
from django.utils import timezone

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.models import AuditEvent, Organisation, User
from commissioning.web.request_cache import once_a_page

OWNERS = ("organisation", "practice", "pcn", "payee", "freed_by")  # fields that say whose a row is


def record(
    event: str,
    subject: Model,
    *,
    by: User,
    reason: str = "",
    organisation: Organisation | None = None,
    **details: Any,
) -> AuditEvent:
    """Note that someone did something to something. Call it inside the action's transaction.

    `organisation` says whom it is about, where the subject does not.
    """
    label = subject._meta.label  # noqa: SLF001  (Django documents _meta)
    return AuditEvent.objects.create(
        event=event,
        subject=f"{label}:{subject.pk}",
        about=str(subject)[:300],
        by=by,
        on=today(),
        organisation_id=organisation.pk if organisation else _owner(subject),
        reason=reason,
        details=details,
    )


def _owner(subject: Model) -> int | None:
    """The key of the organisation that a row is about, if it is about one."""
    if isinstance(subject, Organisation):
        return subject.pk
    keys = (getattr(subject, f"{name}_id", None) for name in OWNERS)
    return next((key for key in keys if key is not None), None)


def as_read(at: datetime, *, is_visit: bool = False) -> datetime:
    """A recorded moment as people read it: in English time and, in a demo, on the demo's day.

    What is recorded stays the moment itself: rows, their history and the audit trail are timed by
    the database. A visit is no action, and leaves no event of its own.
    """
    local = timezone.localtime(at)
    if not settings.COMMISSIONING_TODAY:
        return local
    return datetime.combine(_day_taken_for_today(at, is_visit=is_visit), local.timetz())


def moment(at: datetime, *, is_visit: bool = False) -> str:
    """A recorded moment in words: 22 June 2020, 14:05."""
    read = as_read(at, is_visit=is_visit)
    return f"{written(read.date())}, {read:%H:%M}"


def _day_taken_for_today(at: datetime, *, is_visit: bool) -> date:
    """The day that the site's clock was set to at a moment: each audit event keeps both.

    An action records its event when it is done, so the event that follows a moment is its own, and
    the one before belongs to an earlier step. Of a visit it is the one before that tells the day.
    """
    edges = _edges_of_days()
    following = bisect_left(edges, at, key=_moment_of)
    before = bisect_right(edges, at, key=_moment_of) - 1
    for place in (before, following) if is_visit else (following, before):
        if 0 <= place < len(edges):
            return edges[place][1]
    return today()


def _moment_of(edge: tuple[datetime, date]) -> datetime:
    return edge[0]


@once_a_page
def _edges_of_days() -> list[tuple[datetime, date]]:
    """The first and last event of each stretch in which the clock stood on one day, in order."""
    in_order = ("at", "pk")
    events = AuditEvent.objects.filter(on__isnull=False).annotate(
        day_before=Window(Lag("on"), order_by=in_order),
        day_after=Window(Lead("on"), order_by=in_order),
    )
    within = Q(day_before=F("on"), day_after=F("on"))
    rows = events.exclude(within).order_by(*in_order).values_list("at", "on")
    return [(at, on) for at, on in rows if on is not None]
