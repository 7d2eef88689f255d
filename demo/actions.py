"""What the demo writes besides what its commands write: a password, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from demo.policy import can_load_demo
from demo.selectors import PLAYED


@transaction.atomic
def note_demo_step(*, number: int, on: date, what: str, by: User) -> None:
    """Note that a step of the demo year was played, so that nobody plays it again."""
    require(can_load_demo(by))
    record(PLAYED, by, by=by, number=number, on=on.isoformat(), what=what)


@transaction.atomic
def give_demo_password(*, emails: Sequence[str], password: str, by: User) -> None:
    """Give the people of the demo the one password that it prints.

    Hashed once for all of them: that is slow on purpose.
    """
    require(can_load_demo(by))
    User.objects.filter(email__in=emails).update(password=make_password(password))
    record("demo password given", by, by=by, people=len(emails))
