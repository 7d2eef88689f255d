"""Closing a practice, and saying who takes on its patients."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from commissioning.audit import record
from commissioning.domain.periods import written
from commissioning.domain.timelines import until
from commissioning.history import change_facts
from commissioning.imports import refuse
from commissioning.models import Organisation, User
from commissioning.policy import can_keep_reference_data, require
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
    register = Register()
    practice = register.organisations[practice.code]
    if wrong := _wrong(practice, on, successor, reason):
        raise refuse(*wrong)
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


def _wrong(
    practice: Organisation, on: date, successor: Organisation | None, reason: str
) -> tuple[str, str] | None:
    """What is wrong with a closure, and what to do instead."""
    if practice.kind != Kind.PRACTICE:
        return f"{practice} is not a practice", "Choose a practice"
    if not reason.strip():
        return f"No reason is given for closing {practice}", "Say why it closes"
    if practice.opened_on and on < practice.opened_on:
        opened = written(practice.opened_on)
        return f"{practice} opened on {opened}, after the day given", "Give a later day"
    if successor and successor.pk == practice.pk:
        return f"{practice} cannot take on its own patients", "Choose another practice"
    if successor and successor.kind != Kind.PRACTICE:
        return f"{successor} is not a practice", "Choose the practice that takes on the patients"
    if successor and successor.closed_on and successor.closed_on <= on:
        closed = written(successor.closed_on)
        return f"{successor} itself closed on {closed}", "Choose a practice that is open"
    return None
