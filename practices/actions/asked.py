"""What practices talk over and take back, whatever it is that they asked for."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction

from commissioning.audit import record
from commissioning.clock import today
from commissioning.models import User
from commissioning.policy import require
from practices.deciding import locked
from practices.models import Asked, Discussed
from practices.policy.sign_ups import can_comment, can_withdraw
from practices.selectors.organisations import network_of

Each = TypeVar("Each", bound=Asked)
Talked = TypeVar("Talked", bound=Discussed)


@transaction.atomic
def withdraw(*, asked: Each, by: User) -> Each:
    """Take back what was asked, before it is decided. It stays on record as withdrawn."""
    asked = locked(asked)
    require(can_withdraw(by, asked))
    asked.status = Asked.Status.WITHDRAWN
    asked.save()
    record("request withdrawn", asked, by=by)
    return asked


@transaction.atomic
def comment_on(*, asked: Talked, text: str, by: User) -> Talked:
    """Say, as the network's clinical director or a deputy, what the network thinks of it.

    Until the commissioner decides, a later comment takes the place of an earlier one.
    """
    asked = locked(asked)
    require(can_comment(by, asked, network_of(asked.practice, today())))
    asked.comment, asked.commented_by, asked.commented_on = text.strip(), by, today()
    asked.save()
    record("director commented", asked, by=by, reason=asked.comment)
    return asked
