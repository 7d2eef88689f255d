"""The commissioner's tasks that follow from a specification, kept as it is approved."""

from __future__ import annotations

from commissioning.differences import Differences
from commissioning.models import Task
from commissioning.selectors.specifications import approved_versions, parsed
from commissioning.specifications.types import Deadline


def plan_tasks(code: str) -> None:
    """Keep one task for each deadline that the commissioner owes under a specification.

    The version in force last says what they are. What is done stays as it was; what is not done
    and no longer asked goes.
    """
    versions = [each for each in approved_versions() if each.code == code]
    asked = {
        (each.code, each.quarter): each
        for each in parsed(versions[-1]).deadlines
        if each.owed_by in Task.Owner.values
    }
    kept = {
        (each.code, each.quarter): each
        for each in Task.objects.filter(specification=code).exclude(code="")
    }
    differences = Differences(Task)
    for matter, deadline in asked.items():
        task = kept.pop(matter, None)
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
    Task.objects.filter(pk__in=[each.pk for each in kept.values() if not each.done_on]).delete()


def _values(deadline: Deadline) -> dict[str, object]:
    return {
        "title": deadline.title,
        "owner": deadline.owed_by,
        "due": deadline.due,
        "assumed": deadline.assumed,
        "clause": deadline.clause,
        "why": " ".join(each for each in (deadline.note, deadline.affects) if each),
    }
