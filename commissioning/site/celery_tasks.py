"""What workers are asked: to do a job, and each minute to look after what lies waiting."""

from __future__ import annotations

from celery import shared_task

from commissioning.accounts.console import person
from commissioning.jobs import run, supervise
from commissioning.jobs.file_actions import forget_files_of_no_job
from commissioning.uploads.actions import forget_old_uploads


@shared_task
def do_job(pk: str) -> None:
    """Do one job, unless another worker has it."""
    run.do(pk)


@shared_task
def look_after_work() -> None:
    """What beat sends each minute."""
    supervise.look_after()


@shared_task
def remove_old_uploads() -> int:
    """Remove uploaded files that nobody confirmed within a day."""
    return forget_old_uploads(by=person(None))


@shared_task
def remove_files_of_no_job() -> int:
    """Remove what workers stored and did not live to note."""
    return forget_files_of_no_job(by=person(None))
