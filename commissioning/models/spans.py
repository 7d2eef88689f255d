"""Dated rows: which hold on a day, and that they are one at a time for each owner."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import F, Func, Q, Value


def holding_on(day: date) -> Q:
    """Dated rows that hold on a day; an open start or end has no bound."""
    started = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    return started & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def one_at_a_time(owner: str, name: str, condition: Q | None = None) -> ExclusionConstraint:
    """Refuse two rows of one owner whose days overlap. An open start or end has no bound.

    The owner's key becomes a range of one number, so that no PostgreSQL extension is needed.
    """
    same_owner = Func(F(owner), F(owner), Value("[]"), function="int8range")
    same_days = Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange")
    return ExclusionConstraint(
        name=name,
        expressions=[(same_owner, RangeOperators.OVERLAPS), (same_days, RangeOperators.OVERLAPS)],
        condition=condition,
    )
