"""The commissioner's own tasks by date."""

from __future__ import annotations

from functools import partial
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.commissioner_tasks.actions import add_task, complete_task, take_back_task
from commissioning.commissioner_tasks.forms import TaskDoneForm, TaskForm, TaskTakenBackForm
from commissioning.commissioner_tasks.pages import TaskPage, task_href, task_rows
from commissioning.commissioner_tasks.policy import can_add_task, can_do_task, reads_tasks
from commissioning.commissioner_tasks.selectors import evidence_of, tasks_visible_to, visible_task
from commissioning.models import Task
from commissioning.policy.decision import require
from commissioning.specifications.publishing.selectors import titles_by_code
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed

TRAIL = ("The CCG’s tasks", address_later("tasks"))


class TaskFilters(ListFilters):
    search_fields = ("title", "committee", "minute", "specification")
    search_label = "Task, committee or minute"
    owner = django_filters.ChoiceFilter(label="Owed by", choices=Task.Owner.choices)
    state = django_filters.ChoiceFilter(
        label="State",
        method="in_state",
        choices=[("open", "To do"), ("overdue", "Overdue"), ("done", "Done")],
    )

    def in_state(self, tasks: QuerySet[Task], _: str, state: str) -> QuerySet[Task]:
        if state == "done":
            return tasks.filter(done_on__isnull=False)
        tasks = tasks.filter(done_on__isnull=True)
        return tasks.filter(due__lt=today()) if state == "overdue" else tasks


TASKS = Listing(
    name="tasks",
    title="The CCG’s own tasks",
    columns=(
        Column("Task", sort="title"),
        Column("By", sort="due"),
        Column("Owed by", sort="owner"),
        Column("State"),
        Column("Committee", sort="committee"),
    ),
    order="due",
    filters=TaskFilters,
    none="No specification that asks something of the CCG is approved yet.",
)


@require_safe
@allowed_to(reads_tasks)
def tasks(request: SignedInRequest) -> HttpResponse:
    rows = partial(task_rows, on=today(), titles=titles_by_code())
    list_page = TASKS.answer(request, tasks_visible_to(request.user), rows=rows)
    context = {"list": list_page, "adds": bool(can_add_task(request.user))}
    return list_page.download or render(request, "tasks/tasks.html", context)


@require_safe
@allowed_to(reads_tasks)
def task(request: SignedInRequest, key: int) -> HttpResponse:
    task = or_404(visible_task(request.user, key))
    page = TaskPage.of(task, request.user, today(), titles_by_code(), evidence_of(task))
    context = {"page": page, "key": task.pk, "breadcrumbs": [TRAIL]}
    return render(request, "tasks/task.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_tasks)
def task_done(request: SignedInRequest, key: int) -> HttpResponse:
    task = or_404(visible_task(request.user, key))
    require(can_do_task(request.user, task))
    form = TaskDoneForm(*typed(request), task=task, on=today())
    return answer_form(
        request,
        form,
        lambda: complete_task(task=task, by=request.user, **form.cleaned_data),
        message=f"Done: {task.title}",
        redirect_to=task_href(task),
        context=_about(task, "Say that it is done") | {"multipart": True},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_tasks)
def task_take_back(request: SignedInRequest, key: int) -> HttpResponse:
    task = or_404(visible_task(request.user, key))
    require(can_do_task(request.user, task))
    form = TaskTakenBackForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: take_back_task(task=task, reason=form.cleaned_data["reason"], by=request.user),
        message=f"Not done after all: {task.title}",
        redirect_to=task_href(task),
        context=_about(task, "Say that it is not done after all"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_add_task)
def task_new(request: SignedInRequest) -> HttpResponse:
    form = TaskForm(*typed(request), specifications=sorted(titles_by_code().items()))
    return answer_form(
        request,
        form,
        lambda: add_task(by=request.user, **form.cleaned_data),
        message=lambda made: f"Added: {made.title}",
        redirect_to=task_href,
        context={
            "title": "Add a task",
            "button": "Add the task",
            "cancel_href": address("tasks"),
            "breadcrumbs": [TRAIL],
        },
    )


def _about(task: Task, title: str) -> dict[str, Any]:
    """The page of a form about one task."""
    return {
        "title": title,
        "caption": task.title,
        "button": "Save",
        "cancel_href": task_href(task),
        "breadcrumbs": [TRAIL, (task.title, task_href(task))],
    }
