"""The files that come of work: kept whole or not at all."""

from __future__ import annotations

import logging
from uuid import UUID

from django.core.files.base import File

from commissioning.jobs.registry import JobOutcome, Running
from commissioning.models import Job

log = logging.getLogger(__name__)


def stored(running: Running, outcome: JobOutcome) -> dict[str, str]:
    """Keep the file of an outcome; where the disk is full in the middle, nothing of it."""
    if outcome.file is None:
        return {}
    with outcome.file as made:
        made.seek(0)
        name = _place(running.job, running.claim)
        try:
            stored_name = running.job.file.storage.save(name, File(made, name=name))
        except BaseException:
            forget(running.job, running.claim)
            raise
    return {"file": stored_name, "file_name": outcome.file_name}


def forget(job: Job, claim: UUID | None) -> None:
    """Remove what one claim may have begun to write: it is not the job's file."""
    if claim is None:
        return
    try:
        job.file.storage.delete(_place(job, claim))
    except OSError as wrong:
        log.warning("What was begun of the file of %s is left: %s", job.key, wrong)


def _place(job: Job, claim: UUID) -> str:
    """Where the file of a claim goes: under a name that no other claim has."""
    return f"jobs/{job.pk}-{claim}"
