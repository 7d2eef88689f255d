"""Asking for work, and telling workers of it."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from commissioning.clock import today
from commissioning.config.logs import WORK
from commissioning.jobs.celery_app import app
from commissioning.jobs.registry import KINDS
from commissioning.models import Job, User

log = logging.getLogger(__name__)

BROKER_PATIENCE = 2  # seconds
DO_JOB = "commissioning.site.celery_tasks.do_job"


@transaction.atomic
def ask_for(
    kind: str,
    *,
    key: str,
    by: User,
    title: str = "",
    size: int | None = None,
    anew: bool = False,
    **about: Any,
) -> Job:
    """Have work done, once for each key; the job that has this key, if it was asked for before.

    `size`: how many payees or rows it goes through, where that is known. Small work is not given to
    a worker yet: whoever asked does it, by `do_now`. `anew`: work of this key that failed is begun
    anew, in the name of whoever asks now.
    """
    fields = {"title": title or KINDS[kind].title, "about": about, "size": size}
    job, is_new = _kept(kind, key, by, fields)
    if not is_new and anew:
        job = Job.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=job.pk)
        if job.state == Job.State.FAILED:
            job.asked_by, job.asked_on, job.asked_in = by, today(), WORK.get("")
            job.about, job.size, is_new = about, size, True
            begin_anew(job)
    if is_new and not job.is_small:
        nudge_later(job)
    return job


def ask_for_part(whole: Job, kind: str, *, number: int, of: int, size: int, about: Any) -> Job:
    """Have one part of shared work done; begun anew where it failed, and kept where it is done."""
    job, is_new = _kept(
        kind,
        f"{whole.key}:{number}-of-{of}",
        whole.asked_by,
        {
            "title": f"{whole.title}, part {number} of {of}",
            "about": about,
            "size": size,
            "part_of": whole,
            "part": number,
        },
    )
    if job.state == Job.State.FAILED:
        job.asked_by = whole.asked_by
        begin_anew(job)
        is_new = True
    if is_new:
        nudge_later(job)
    return job


def _kept(kind: str, key: str, by: User, fields: dict[str, Any]) -> tuple[Job, bool]:
    """The job of this key. Small work that nobody shares waits for its asker, for a while."""
    is_own = Job(size=fields["size"]).is_small and "part_of" not in fields
    defaults = {
        "kind": kind,
        "queue": KINDS[kind].queue,
        "asked_by": by,
        "asked_on": today(),
        "asked_in": WORK.get(""),
        "nudged_at": timezone.now() if is_own else None,
    }
    return Job.objects.get_or_create(key=key, defaults=defaults | fields)


def begin_anew(job: Job) -> None:
    """Put a failed job back among those that wait, as though it had never been begun."""
    job.state, job.attempts, job.problem = Job.State.QUEUED, 0, ""
    job.ended_at = job.heartbeat_at = None
    job.nudged_at = timezone.now() if job.is_small else None
    job.save()


def nudge_later(job: Job) -> None:
    """Tell a worker once what was asked is saved."""
    transaction.on_commit(lambda: nudge(job))


def nudge(job: Job) -> None:
    """Tell a worker of a job. Where no message goes out, the next look after the work does it."""
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=BROKER_PATIENCE)
            app.send_task(
                DO_JOB, args=[str(job.pk)], queue=job.queue, connection=broker, retry=False
            )
    except (OperationalError, OSError) as wrong:
        log.warning("No worker could be told of %s: %s", job.key, wrong)
        return
    Job.objects.filter(pk=job.pk).update(nudged_at=timezone.now())
