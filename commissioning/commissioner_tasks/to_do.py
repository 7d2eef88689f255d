"""The commissioner's own tasks, for the team that owes each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from commissioning.commissioner_tasks.policy import TASKS_OF
from commissioning.commissioner_tasks.selectors import open_tasks_of
from commissioning.models import Role, Task, User
from commissioning.policy.roles import holds
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo

AHEAD = timedelta(days=60)
AGO = timedelta(days=365)
OWN = {  # the first to do a task; the second team may, and is not reminded
    owner: roles[0] for owner, roles in TASKS_OF.items()
}


def tasks(user: User, on: date) -> Iterable[ToDo]:
    """What is due within two months, or overdue since less than a year.

    Audits have a worklist of their own, with how far they are.
    """
    if not holds(user, Role.PRIMARY_CARE, Role.FINANCE):
        return
    near = open_tasks_of(user).filter(due__lte=on + AHEAD, due__gte=on - AGO)
    for task in near.exclude(owner=Task.Owner.DATA_QUALITY):
        if holds(user, OWN[task.owner]):
            yield ToDo(
                title=task.title,
                href=address("task", key=task.pk),
                due=task.due,
                note="The documents name no day: it is assumed" if task.assumed else "",
            )
