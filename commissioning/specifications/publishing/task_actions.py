"""The commissioner's tasks that follow from a specification, kept as it is approved."""

from __future__ import annotations

from commissioning.models import Task
from commissioning.records.changes import Differences
from commissioning.specifications.publishing.selectors import approved_versions, parsed
from commissioning.specifications.schema import Deadline


def plan_tasks(code: str) -> None:
    """Keep one task for each deadline that the commissioner owes under a specification.

    The version in force last says what they are. What is done stays as it was; what is not done
    and no longer asked goes.
    """
    versions = [version for version in approved_versions() if version.code == code]
    deadlines = {
        (duty.code, duty.quarter): duty
        for duty in parsed(versions[-1]).deadlines
        if duty.owed_by in Task.Owner.values
    }
    existing_tasks = {
        (existing_task.code, existing_task.quarter): existing_task
        for existing_task in Task.objects.filter(specification=code).exclude(code="")
    }
    differences = Differences(Task)
    for matter, deadline in deadlines.items():
        task = existing_tasks.pop(matter, None)
        if task is None:
            differences.add(
                Task(
                    specification=code,
                    code=deadline.code,
                    quarter=deadline.quarter,
                    **_values(deadline),
                )
            )
        elif task.done_on is None:
            differences.change(task, **_values(deadline))
    for _ in differences.save():
        pass
    Task.objects.filter(
        pk__in=[
            existing_task.pk
            for existing_task in existing_tasks.values()
            if not existing_task.done_on
        ]
    ).delete()


def _values(deadline: Deadline) -> dict[str, object]:
    return {
        "title": deadline.title,
        "owner": deadline.owed_by,
        "due": deadline.due,
        "assumed": deadline.assumed,
        "clause": deadline.clause,
        "why": " ".join(text for text in (deadline.note, deadline.affects) if text),
    }
