"""Removing what a worker stored before it died, and nobody knows of."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from commissioning.jobs.policy import clears_after_jobs
from commissioning.models import Job, User
from commissioning.policy.decision import require
from commissioning.records.audit import record

FOLDER = "jobs"
KEY = 36  # letters of a job's key, with which the name of its file begins


@transaction.atomic
def forget_files_of_no_job(*, by: User) -> int:
    """Remove the files of jobs that are not the file of their job; says how many.

    The file of a worker that still holds its job may be noted any moment, so it stays. One listing
    and one question, however many there are; what is listed was stored before the question.
    """
    require(clears_after_jobs(by))
    keys_by_name = {name: key for name in _names() if (key := _key(name))}
    jobs = Job.objects.only("file", "claim").in_bulk(set(keys_by_name.values()))
    left = [name for name, key in keys_by_name.items() if not _belongs(name, jobs.get(key))]
    for name in left:
        transaction.on_commit(partial(default_storage.delete, f"{FOLDER}/{name}"))
    if left:
        record("files of no job removed", by, by=by, files=sorted(left))
    return len(left)


def _names() -> list[str]:
    try:
        _, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:  # a folder that no job has stored anything in
        return []
    return names


def _key(name: str) -> UUID | None:
    """The job that a file is named after; None where the name is not of our making."""
    try:
        return UUID(name[:KEY])
    except ValueError:
        return None


def _belongs(name: str, job: Job | None) -> bool:
    if job is None:
        return False
    being_noted = job.claim is not None and name.startswith(f"{job.pk}-{job.claim}")
    return being_noted or job.file.name == f"{FOLDER}/{name}"
