"""The commissioner's own tasks, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from commissioning.commissioner_tasks.policy import can_do_task
from commissioning.domain.counts import counted
from commissioning.domain.periods import written
from commissioning.models import Attachment, Task, User
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow
from commissioning.web.lists import Cell, Row


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task: what it is, and what became of it."""

    title: str
    owner: str
    rows: tuple[SummaryRow, ...]
    evidence: tuple[tuple[str, str], ...]
    is_done: bool
    refusal: str  # why this person cannot say that it is done

    @classmethod
    def of(
        cls,
        task: Task,
        user: User,
        on: date,
        titles: Mapping[str, str],
        files: Iterable[Attachment],
    ) -> Self:
        return cls(
            task.title,
            task.get_owner_display(),
            tuple(_rows(task, on, titles)),
            tuple((file.name, address("attachment", key=file.pk)) for file in files),
            task.done_on is not None,
            can_do_task(user, task).reason,
        )


def state(task: Task, on: date) -> Cell:
    """Done, overdue, or by when."""
    if task.done_on:
        late = task.done_on > task.due
        text = f"{written(task.done_on)}, {task.done_by}" + (", after its date" if late else "")
        return Cell("Done", tag="green", said=text)
    days = (task.due - on).days
    if days < 0:
        return Cell("Overdue", tag="red", said=f"{counted(-days, 'day')} ago")
    return Cell("To do", tag="yellow", said="today" if not days else f"in {counted(days, 'day')}")


def task_rows(tasks: Sequence[Task], *, on: date, titles: Mapping[str, str]) -> list[Row]:
    return [
        Row(
            (
                Cell(task.title, href=task_href(task), said=titles.get(task.specification, "")),
                Cell(
                    written(task.due),
                    said="assumed: no day is given" if task.assumed else "",
                    value=task.due,
                ),
                task.get_owner_display(),
                state(task, on),
                Cell(task.committee, said=_minute(task)),
            )
        )
        for task in tasks
    ]


def task_href(task: Task) -> str:
    return address("task", key=task.pk)


def _minute(task: Task) -> str:
    return f"{written(task.met_on)}, minute {task.minute}" if task.met_on else ""


def _rows(task: Task, on: date, titles: Mapping[str, str]) -> Iterable[SummaryRow]:
    if task.specification:
        title = titles.get(task.specification, task.specification)
        yield SummaryRow(
            "Specification", title, href=address("specification", code=task.specification)
        )
    assumed = "The documents name no day: it is assumed." if task.assumed else ""
    yield SummaryRow("By", written(task.due), said=assumed)
    if task.quarter:
        yield SummaryRow("For the quarter to", written(task.quarter))
    yield SummaryRow("Owed by", task.get_owner_display())
    if task.clause:
        yield SummaryRow("Clause", task.clause)
    if task.why:
        yield SummaryRow("Why", task.why)
    if task.added_by:
        yield SummaryRow("Added by", str(task.added_by))
    now = state(task, on)
    yield SummaryRow("State", now.text, said=now.said)
    if task.note:
        yield SummaryRow("What was done", task.note)
    if task.committee:
        yield SummaryRow("Approved by", task.committee, said=_minute(task))
