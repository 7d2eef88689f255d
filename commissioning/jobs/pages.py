"""Long work, as pages show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from commissioning.domain.periods import written
from commissioning.jobs.policy import can_try_again
from commissioning.jobs.selectors import Parts
from commissioning.models import Job, User
from commissioning.records.audit import moment
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag
from commissioning.web.lists import Cell, Row

TAGS = {
    Job.State.QUEUED: Tag("Waiting", "grey"),
    Job.State.RUNNING: Tag("In progress", "blue"),
    Job.State.SHARED: Tag("In progress", "blue"),
    Job.State.DONE: Tag("Done", "green"),
    Job.State.FAILED: Tag("Not done", "red"),
}


@dataclass(frozen=True, slots=True)
class JobPage:
    """How far one piece of work is, and what came of it."""

    title: str
    here: str
    again: str  # where it is tried again
    tag: Tag
    is_open: bool
    progress: str
    said: str
    href: str
    file: str  # the address of its file; empty: it has none
    file_name: str
    problem: str
    tries_again: bool
    rows: tuple[SummaryRow, ...]

    @classmethod
    def of(cls, job: Job, user: User, parts: Parts | None = None) -> Self:
        return cls(
            title=job.title,
            here=job_href(job),
            again=address("job_again", pk=job.pk),
            tag=TAGS[Job.State(job.state)],
            is_open=job.is_open,
            progress=progress_of(job, parts),
            said=job.said,
            href=job.href,
            file=address("job_file", pk=job.pk) if job.file else "",
            file_name=job.file_name,
            problem=job.problem,
            tries_again=bool(can_try_again(user, job)),
            rows=tuple(_rows(job, parts)),
        )


def _rows(job: Job, parts: Parts | None) -> list[SummaryRow]:
    rows = [
        SummaryRow("Asked for by", job.asked_by.get_full_name(), said=written(job.asked_on)),
        SummaryRow("Number", str(job.pk), said="Logs name it by this"),
    ]
    if job.ended_at:
        rows.insert(1, SummaryRow("Ended", moment(job.ended_at)))
    if job.attempts > 1:
        rows.insert(1, SummaryRow("Attempts", str(job.attempts)))
    if parts:
        shared = f"{parts.number:,}, of which {parts.ended:,} are done"
        rows.insert(1, SummaryRow("Parts", shared, said="Any number of workers share them"))
    return rows


def progress_of(job: Job, parts: Parts | None = None) -> str:
    """How far it is, in words."""
    if job.state == Job.State.SHARED and parts:
        return (
            f"{parts.done:,} of {parts.of:,}. {parts.ended:,} of {parts.number:,} parts are done."
        )
    if job.state == Job.State.QUEUED:
        return "It waits for its turn."
    if job.state != Job.State.RUNNING:
        return ""
    far = f"{job.done:,} of {job.of:,}" if job.of else "It has begun"
    return f"{far}. {job.doing}".rstrip(". ") + "."


def job_href(job: Job) -> str:
    return address("job", pk=job.pk)


def job_rows(jobs: Sequence[Job], parts: Mapping[UUID, Parts]) -> list[Row]:
    rows = []
    for job in jobs:
        tag = TAGS[Job.State(job.state)]
        note = job.said or job.problem or progress_of(job, parts.get(job.pk))
        state = Cell(tag.text, tag=tag.colour, said=note)
        request_cell = Cell(
            written(job.asked_on), said=job.asked_by.get_full_name(), value=job.asked_on
        )
        rows.append(Row((Cell(job.title, href=job_href(job)), state, request_cell)))
    return rows
