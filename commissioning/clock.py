"""The one clock. Only views, tasks, commands and actions look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_pretended: ContextVar[date | None] = ContextVar("pretended_day", default=None)


def today() -> date:
    """Give today's date in England, or the day that the demo is set to."""
    fixed: date | None = settings.COMMISSIONING_TODAY
    return _pretended.get() or fixed or timezone.localdate()


def now_on_the_wall() -> datetime:
    """Give the time that a clock in England shows, on the day that `today` gives.

    Hours of the week (“Thursday 12:00”) are compared with it: such an hour comes once, whatever
    happens to the clocks in March and October.
    """
    return datetime.combine(today(), timezone.localtime().time().replace(tzinfo=None))


@contextmanager
def as_if_today(day: date) -> Iterator[None]:
    """Act as on another day, so that the demo can play a year in the order it happened."""
    token = _pretended.set(day)
    try:
        yield
    finally:
        _pretended.reset(token)
