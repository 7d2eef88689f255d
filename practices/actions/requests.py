"""What practices talk over and take back, whatever it is that they asked for."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction

from commissioning.clock import today
from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from practices.actions.settling import locked
from practices.models import Asked, Discussed
from practices.policy.sign_ups import can_comment, can_withdraw
from practices.selectors.organisations import network_of

Each = TypeVar("Each", bound=Asked)
Talked = TypeVar("Talked", bound=Discussed)


@transaction.atomic
def withdraw(*, practice_request: Each, by: User) -> Each:
    """Take back what was asked, before it is decided. It stays on record as withdrawn."""
    practice_request = locked(practice_request)
    require(can_withdraw(by, practice_request))
    practice_request.status = Asked.Status.WITHDRAWN
    practice_request.save()
    record("request withdrawn", practice_request, by=by)
    return practice_request


@transaction.atomic
def comment_on(*, practice_request: Talked, text: str, by: User) -> Talked:
    """Say, as the network's clinical director or a deputy, what the network thinks of it.

    Until the commissioner decides, a later comment takes the place of an earlier one.
    """
    practice_request = locked(practice_request)
    require(can_comment(by, practice_request, network_of(practice_request.practice, today())))
    practice_request.comment, practice_request.commented_by, practice_request.commented_on = (
        text.strip(),
        by,
        today(),
    )
    practice_request.save()
    record("director commented", practice_request, by=by, reason=practice_request.comment)
    return practice_request
