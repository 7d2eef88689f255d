"""The commissioner's own tasks, for a person."""

from __future__ import annotations

from django.db.models import QuerySet

from commissioning.commissioner_tasks.policy import TASKS_OF, reads_tasks
from commissioning.models import Attachment, Task, User
from commissioning.policy.roles import holds


def tasks_visible_to(user: User) -> QuerySet[Task]:
    """The CCG sees all of its tasks; others none."""
    tasks = Task.objects.select_related("done_by", "added_by")
    return tasks if reads_tasks(user) else tasks.none()


def visible_task(user: User, key: int) -> Task | None:
    return tasks_visible_to(user).filter(pk=key).first()


def open_tasks_of(user: User) -> QuerySet[Task]:
    """What waits for this person's team."""
    owners = [owner for owner, roles in TASKS_OF.items() if holds(user, *roles)]
    return Task.objects.filter(owner__in=owners, done_on__isnull=True).order_by("due", "pk")


def evidence_of(task: Task) -> list[Attachment]:
    """The files that were sent with it."""
    return list(task.evidence.order_by("uploaded_on", "name"))
