"""When a day ends in England, to the second: what is due on a day can be done until then."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def end_of(day: date) -> datetime:
    """The midnight that ends a day, whether the clocks are on summer time or change on it."""
    return datetime.combine(day + timedelta(days=1), time.min, LONDON)


def is_over(day: date, at: datetime) -> bool:
    """Whether a day had ended at a moment."""
    return at >= end_of(day)
