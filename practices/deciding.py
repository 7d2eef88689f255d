"""Noting what became of what a practice asked for, on its row."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError

from commissioning.clock import today
from commissioning.models import User
from practices.models import Asked

Each = TypeVar("Each", bound=Asked)


def locked(asked: Each) -> Each:
    """The row as it stands now, kept from others until the transaction ends."""
    rows = type(asked)._default_manager  # noqa: SLF001  (Django documents it)
    return rows.select_for_update(of=("self",)).select_related("practice").get(pk=asked.pk)


def settle(asked: Asked, *, agreed: bool, reason: str, by: User) -> None:
    """Note who decided, what, when and why. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError("Give the reason for the decision")
    asked.status = Asked.Status.AGREED if agreed else Asked.Status.REFUSED
    asked.decided_by, asked.decided_on, asked.decision_reason = by, today(), reason.strip()
    asked.save()
