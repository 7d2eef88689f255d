"""Who reads, adds and does the commissioner's own tasks."""

from __future__ import annotations

from commissioning.models import Role, Task, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import holds, only

TASKS_OF = {  # who does the commissioner's tasks, by who owes them
    "commissioner": (Role.PRIMARY_CARE,),
    "data-quality": (Role.DATA_QUALITY, Role.PRIMARY_CARE),
    "finance": (Role.FINANCE,),
}


# Read what the commissioner itself has to do.
reads_tasks = only(
    Role.PRIMARY_CARE, Role.DATA_QUALITY, Role.FINANCE, reason="Only the CCG reads its own tasks"
)


def can_do_task(user: User, task: Task) -> Permission:
    """Say that a task of the commissioner is done, or take that back."""
    roles = TASKS_OF[task.owner]
    if holds(user, *roles):
        return YES
    return no(f"Only {' or '.join(role.label for role in roles)} says that this is done")


can_add_task = only(Role.PRIMARY_CARE, reason="Only the CCG's primary care team adds tasks")


def can_raise_task(user: User) -> Permission:
    """Have the site add a task for what it found: the site by itself, or the team."""
    return YES if user.is_console else can_add_task(user)
