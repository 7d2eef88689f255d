"""The commissioner's own tasks: done, taken back, added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from commissioning.clock import today
from commissioning.commissioner_tasks.policy import can_add_task, can_do_task, can_raise_task
from commissioning.domain.periods import written
from commissioning.models import Task, User
from commissioning.policy.decision import require
from commissioning.records.attachment_actions import keep_attachment
from commissioning.records.audit import record
from commissioning.specifications.publishing.site import commissioner


@transaction.atomic
def complete_task(
    *,
    task: Task,
    done_on: date,
    note: str,
    by: User,
    committee: str = "",
    met_on: date | None = None,
    minute: str = "",
    evidence: Sequence[UploadedFile] = (),
) -> Task:
    """Say that a task is done: when, how, and by which committee where one approved it.

    Doing it again corrects what was said. Raises ValidationError for what does not fit together.
    """
    task = Task.objects.select_for_update().get(pk=task.pk)
    require(can_do_task(by, task))
    _check(done_on, note, committee, met_on, minute)
    task.done_on, task.done_by, task.note = done_on, by, note.strip()
    task.committee, task.met_on, task.minute = committee.strip(), met_on, minute.strip()
    task.save()
    whose = commissioner()
    for upload in evidence:
        if whose is None:
            raise ValidationError("Files are kept for the commissioner, and none is on record yet")
        task.evidence.add(keep_attachment(upload=upload, organisation=whose, by=by))
    record(
        "task done",
        task,
        by=by,
        reason=task.note,
        done_on=done_on.isoformat(),
        committee=task.committee,
        minute=task.minute,
    )
    return task


@transaction.atomic
def take_back_task(*, task: Task, reason: str, by: User) -> Task:
    """Say that a task is not done after all. The history keeps what was said before."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    require(can_do_task(by, task))
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is not done after all"})
    task.done_on, task.done_by, task.met_on = None, None, None
    task.note = task.committee = task.minute = ""
    task.save()
    record("task taken back", task, by=by, reason=reason.strip())
    return task


@transaction.atomic
def add_task(
    *, title: str, owner: str, due: date, why: str, by: User, specification: str = ""
) -> Task:
    """Add a task of the team's own, as a review when national guidance or funding changes."""
    require(can_add_task(by))
    task = Task(
        title=title.strip(),
        owner=owner,
        due=due,
        why=why.strip(),
        specification=specification,
        added_by=by,
    )
    task.full_clean(exclude=["added_by"])
    if not task.why:
        raise ValidationError({"why": "Say why this has to be done"})
    task.save()
    record("task added", task, by=by, reason=task.why, due=due.isoformat())
    return task


@transaction.atomic
def raise_task(*, matter: str, title: str, why: str, by: User) -> Task | None:
    """Add a task for something that the site found by itself; None where it was said already.

    `matter` is what it is about, such as `nobody-to-tell`. While a task about it is open, that one
    says what is found now; once it is done, only what is new is a task again.
    """
    require(can_raise_task(by))
    about = Task.objects.select_for_update().filter(code__startswith=f"{matter}:")
    last = about.order_by("pk").last()
    if last is not None and (last.title, last.why) == (title, why):
        return None
    if last is not None and last.done_on is None:
        task = last
    else:
        owner = Task.Owner.PRIMARY_CARE
        code = f"{matter}:{about.count() + 1}"
        task = Task(code=code, owner=owner, due=today(), added_by=by)
    task.title, task.why = title, why
    task.save()
    record("task raised", task, by=by, reason=why, due=task.due.isoformat())
    return task


def _check(done_on: date, note: str, committee: str, met_on: date | None, minute: str) -> None:
    wrong: dict[str, str] = {}
    if done_on > today():
        wrong["done_on"] = f"It cannot be done after today, {written(today())}"
    if not note.strip():
        wrong["note"] = "Say what was done"
    if committee.strip() or met_on or minute.strip():
        if not committee.strip():
            wrong["committee"] = "Enter the committee that approved it"
        if met_on is None:
            wrong["met_on"] = "Enter the day the committee met"
        elif met_on > done_on:
            wrong["met_on"] = "The committee cannot have met after the task was done"
        if not minute.strip():
            wrong["minute"] = "Enter the number of the minute"
    if wrong:
        raise ValidationError(wrong)
