"""Noting what became of what a practice asked for, on its row."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError

from commissioning.clock import today
from commissioning.models import User
from practices.models import Asked

Each = TypeVar("Each", bound=Asked)


def locked(practice_request: Each) -> Each:
    """The row as it stands now, kept from others until the transaction ends."""
    rows = type(practice_request)._default_manager  # noqa: SLF001  (Django documents it)
    return (
        rows.select_for_update(of=("self",)).select_related("practice").get(pk=practice_request.pk)
    )


def settle(practice_request: Asked, *, agreed: bool, reason: str, by: User) -> None:
    """Note who decided, what, when and why. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError("Give the reason for the decision")
    practice_request.status = Asked.Status.AGREED if agreed else Asked.Status.REFUSED
    practice_request.decided_by, practice_request.decided_on, practice_request.decision_reason = (
        by,
        today(),
        reason.strip(),
    )
    practice_request.save()
