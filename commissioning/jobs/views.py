"""Long work: a list, how far one piece is, its file, and trying again."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

import django_filters
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commissioning.jobs.actions import try_job_again
from commissioning.jobs.pages import JobPage, job_href, job_rows
from commissioning.jobs.policy import reads_jobs
from commissioning.jobs.selectors import jobs_visible_to, parts_of, visible_job
from commissioning.models import Job
from commissioning.web.addresses import address_later
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing

JOBS = ("Jobs", address_later("jobs"))


class JobFilters(ListFilters):
    search_fields: ClassVar[tuple[str, ...]] = ("title", "key")
    search_label: ClassVar[str] = "What is done"
    state = django_filters.ChoiceFilter(label="State", choices=Job.State.choices)


LIST = Listing(
    name="jobs",
    title="Long work, the latest first",
    columns=(
        Column("What", sort="title"),
        Column("State", sort="state"),
        Column("Asked for", sort="asked_at", descending=True),
    ),
    order="asked_at",
    filters=JobFilters,
    none="Nothing was asked for yet that takes long.",
    keeps=False,
)


def led_on(request: SignedInRequest, job: Job) -> HttpResponse:
    """Lead whoever asked for work to what came of it, or to the page that shows how far it is."""
    if job.state != Job.State.DONE:
        return redirect(job_href(job))
    messages.success(request, job.said)
    return redirect(job.href or job_href(job))


@require_safe
@allowed_to(reads_jobs)
def jobs(request: SignedInRequest) -> HttpResponse:
    list_page = LIST.answer(
        request,
        jobs_visible_to(request.user),
        rows=lambda page: job_rows(page, parts_of(page)),
    )
    return list_page.download or render(request, "jobs/jobs.html", {"list": list_page})


@require_safe
@allowed_to(reads_jobs)
def job(request: SignedInRequest, pk: UUID) -> HttpResponse:
    job = or_404(visible_job(request.user, pk))
    page = JobPage.of(job, request.user, parts_of([job]).get(job.pk))
    context = {"page": page, "breadcrumbs": [JOBS]}
    return render(request, "jobs/job.html", context)


@require_safe
@allowed_to(reads_jobs)
def job_file(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    job = or_404(visible_job(request.user, pk))
    if not job.file:
        raise Http404
    try:
        content = job.file.open("rb")
    except FileNotFoundError as wrong:
        raise Http404 from wrong
    return FileResponse(content, as_attachment=True, filename=job.file_name)


@require_POST
@allowed_to(reads_jobs)
def job_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    job = try_job_again(job=or_404(visible_job(request.user, pk)), by=request.user)
    messages.success(request, "It is tried again")
    return redirect(job_href(job))
