"""Looking after work: what its worker left lying, what nobody began, and who is alive."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from commissioning.jobs.celery_app import app
from commissioning.jobs.enqueue import BROKER_PATIENCE, nudge
from commissioning.jobs.files import forget
from commissioning.jobs.parts import go_on, part_ended
from commissioning.models import Heartbeat, Job

log = logging.getLogger(__name__)

State = Job.State
DEAD = timedelta(seconds=60)  # after which silence work is given to another worker
PATIENCE = timedelta(seconds=30)  # after which work that nobody began is nudged again
FORGOTTEN = timedelta(days=1)  # after which a part that is gone is not named any more
MOST_ATTEMPTS = 3


def look_after() -> None:
    """Give work whose worker is gone to another, and nudge what nobody began."""
    now = timezone.now()
    Heartbeat.objects.filter(at__lt=now - FORGOTTEN).delete()
    for job in _silent(now):
        _take_from_the_dead(job)
    for job in Job.objects.filter(state=State.SHARED):
        _look_at_shared(job)
    waiting = Job.objects.filter(state=State.QUEUED)
    for job in waiting.filter(Q(nudged_at=None) | Q(nudged_at__lt=now - PATIENCE))[:1000]:
        nudge(job)


def _silent(now: datetime) -> QuerySet[Job]:
    return Job.objects.filter(state=State.RUNNING, heartbeat_at__lt=now - DEAD)


@transaction.atomic
def _take_from_the_dead(job: Job) -> None:
    ours = Job.objects.filter(pk=job.pk, claim=job.claim, state=State.RUNNING)
    log.warning("The worker of %s is gone", job.key)
    if job.attempts < MOST_ATTEMPTS:
        if ours.update(state=State.QUEUED, claim=None, heartbeat_at=None, nudged_at=None):
            forget(job, job.claim)
        return
    ended = ours.update(
        state=State.FAILED,
        claim=None,
        ended_at=timezone.now(),
        problem=f"It was begun {job.attempts} times, and each time it was cut off in the middle",
    )
    if ended:
        forget(job, job.claim)
        part_ended(job)


@transaction.atomic
def _look_at_shared(job: Job) -> None:
    """Go on with work whose parts are done, should the last of them not have told."""
    whole = Job.objects.select_for_update(skip_locked=True).filter(pk=job.pk).first()
    if whole is not None:
        go_on(whole)


def broker_answers() -> bool:
    """Whether messages to workers go anywhere."""
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=BROKER_PATIENCE)
    except (OperationalError, OSError):
        return False
    return True
