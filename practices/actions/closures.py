"""Closing a practice, and saying who takes on its patients."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from commissioning.domain.periods import written
from commissioning.domain.timelines import until
from commissioning.imports import Mistakes
from commissioning.imports.editions import keep_the_register_alone
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.policy.roles import can_keep_reference_data
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from practices.register.organisations import Kind, Register


@transaction.atomic
def close_practice(
    *,
    practice: Organisation,
    on: date,
    by: User,
    reason: str,
    successor: Organisation | None = None,
) -> Organisation:
    """Close a practice after a day: it leaves its network and its commissioner on that day.

    The successor is the practice that takes on its patients. Closing again on another day, or with
    another successor, corrects what was said.
    """
    change_facts()
    require(can_keep_reference_data(by))
    keep_the_register_alone()
    register = Register()
    practice = register.organisations[practice.code]
    _check(practice, on, successor, reason).check()
    was_closed = practice.closed_on
    register.set(practice, closed_on=on, successor=successor)
    for kind in (Kind.PCN, Kind.COMMISSIONER):
        spans = register.groups_of(practice.code, kind)
        register.place(practice, kind, until(spans, on))
    register.save()
    record(
        "practice closed",
        practice,
        by=by,
        reason=reason,
        closed_on=on.isoformat(),
        was_closed_on=was_closed.isoformat() if was_closed else None,
        successor=successor.code if successor else None,
    )
    return practice


def _check(
    practice: Organisation, on: date, successor: Organisation | None, reason: str
) -> Mistakes:
    """Everything that is wrong with a closure, and what to do instead."""
    wrong = Mistakes()
    if practice.kind != Kind.PRACTICE:
        wrong.add(None, "practice", f"{practice} is not a practice", "Choose a practice")
    if not reason.strip():
        wrong.add(None, "reason", "is blank", f"Say why {practice} closes")
    if practice.opened_on and on < practice.opened_on:
        opened = written(practice.opened_on)
        wrong.add(None, "on", f"is before {practice} opened, on {opened}", "Give a later day")
    if successor is None:
        return wrong
    if successor.pk == practice.pk:
        wrong.add(None, "successor", "is the practice that closes", "Choose another practice")
    elif successor.kind != Kind.PRACTICE:
        wrong.add(None, "successor", f"{successor} is not a practice", "Choose a practice")
    elif successor.closed_on and successor.closed_on <= on:
        closed = written(successor.closed_on)
        wrong.add(None, "successor", f"{successor} closed on {closed}", "Choose an open practice")
    return wrong
