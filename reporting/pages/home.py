"""The first page of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.policy.roles import roles_today
from commissioning.records.audit import as_read
from commissioning.web.components import Tag, TaskItem, TimelineEvent
from commissioning.web.to_do import ToDo
from reporting.selectors.home import Changed

SOON = 7  # days before a deadline from which it is marked
NAMED = 2  # organisations that a line of what changed names


@dataclass(frozen=True, slots=True)
class SiteHomePage:
    """What there is to do, what waits for others, what changed since the last visit."""

    greeting: str
    day: str
    to_do: tuple[TaskItem, ...]
    waiting: tuple[TaskItem, ...]
    changed: tuple[TimelineEvent, ...]
    since: str

    @classmethod
    def of(
        cls,
        user: User,
        on: date,
        to_do: Sequence[ToDo],
        changed: Iterable[Changed],
        last_visit: datetime | None,
    ) -> Self:
        several = len({role.organisation_id for role in roles_today(user)}) > 1
        whole = several or any(role.organisation is None for role in roles_today(user))
        return cls(
            greeting=user.get_full_name(),
            day=written(on),
            to_do=tuple(_task(task, on, named=whole) for task in to_do if not task.waiting),
            waiting=tuple(_task(task, on, named=whole) for task in to_do if task.waiting),
            changed=tuple(_happened(change) for change in changed),
            since=written(as_read(last_visit, is_visit=True).date()) if last_visit else "",
        )


def _task(to_do: ToDo, on: date, *, named: bool) -> TaskItem:
    return TaskItem(
        title=to_do.title,
        href=to_do.href,
        organisation=to_do.organisation if named else "",
        note=to_do.note,
        due=f"By {written(to_do.due)}" if to_do.due else "",
        tag=_how_soon(to_do.due, on),
    )


def _how_soon(due: date | None, on: date) -> Tag | None:
    """How many days there are, or were."""
    if due is None:
        return None
    days = (due - on).days
    if days < 0:
        return Tag(f"{counted(-days, 'day')} overdue", "red")
    if days == 0:
        return Tag("Today", "orange")
    return Tag(f"In {counted(days, 'day')}", "yellow" if days <= SOON else "white")


def _happened(changed: Changed) -> TimelineEvent:
    event = changed.latest
    what = f"{event.event[:1].upper()}{event.event[1:]}"
    words = event.reason or event.about
    if changed.times > 1:
        what += f", {changed.times:,} times{' or more' if changed.or_more else ''}"
        words = _for_whom(changed.whom) if len(changed.whom) > 1 else ""
    if len(changed.whom) == 1:
        what += f": {in_words(changed.whom[0])}"
    return TimelineEvent(
        when=written(event.on or as_read(event.at).date()),
        who=str(event.by),
        what=what,
        words=words,
    )


def _for_whom(names: Sequence[str]) -> str:
    """The first of some organisations by name, and how many others there are."""
    named = [in_words(name) for name in names[:NAMED]]
    others = len(names) - len(named)
    if others:
        named.append(counted(others, "other"))
    return f"For {', '.join(named[:-1])} and {named[-1]}"
