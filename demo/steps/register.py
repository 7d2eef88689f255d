"""What the CCG does of its own tasks, and the data quality team between and after its audits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from commissioning.clock import today
from commissioning.commissioner_tasks.actions import complete_task
from commissioning.models import Organisation, Task, User
from practices.actions.audits import enter_audits, refer_audit
from practices.models import RegisterCount


def do_task(
    *, specification: str, task: str, by: User, done_on: date | None = None, **said: Any
) -> None:
    """Say that a task of the CCG is done, today or on an earlier day."""
    found = Task.objects.get(specification=specification, code=task)
    complete_task(task=found, done_on=done_on or today(), by=by, **said)


def check(*, practice: str, specification: str, patients: int, by: User) -> None:
    """Count a register between the audits."""
    enter_audits(
        specification=specification,
        counted_on=today(),
        counts={Organisation.objects.get(code=practice): patients},
        kind=RegisterCount.Kind.SPOT,
        by=by,
    )


def refer(*, practice: str, specification: str, day: date, note: str, by: User) -> None:
    """Send an audit that fell short to the primary care team for a decision."""
    count = RegisterCount.objects.get(
        practice__code=practice,
        specification=specification,
        counted_on=day,
        kind=RegisterCount.Kind.AUDIT,
    )
    refer_audit(count=count, note=note, by=by)


DEEDS: dict[str, Callable[..., Any]] = {
    "do a task": do_task,
    "check a register": check,
    "send an audit on": refer,
}
