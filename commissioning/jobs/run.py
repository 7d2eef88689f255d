"""Doing work: claiming it, and noting what came of it together with what it changed."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import F
from django.utils import timezone

from commissioning.config.logs import WORK
from commissioning.jobs.failures import REFUSALS, in_words
from commissioning.jobs.files import forget, stored
from commissioning.jobs.heartbeat import alive
from commissioning.jobs.parts import let_go, part_ended, share
from commissioning.jobs.registry import KINDS, LostClaimError, Running, SharedWork, Work
from commissioning.models import Job

log = logging.getLogger(__name__)

State = Job.State
UNKNOWN = "Something went wrong that nobody foresaw. It is in the log, under this job’s number"


def do(pk: UUID | str) -> None:
    """Do a job that waits; nothing where another worker has it, or it is done."""
    _do(UUID(str(pk)))


def do_now(job: Job) -> Job:
    """Do small work at once, while whoever asked waits; give back how it stands then.

    Raises what stood in its way, as it was, for the form or page that asked; the job's row says it
    too. Large work is left to a worker, and so is what a worker has begun already.
    """
    wrong = _do(job.pk) if job.is_small else None
    if wrong is not None:
        raise wrong
    return Job.objects.select_related("asked_by").get(pk=job.pk)


def _do(pk: UUID) -> Exception | None:
    running = _claimed(pk)
    if running is None:
        return None
    with WORK.named(f"job:{running.job.pk}"), alive(running):
        return _done(running)


def _claimed(pk: UUID) -> Running | None:
    claim, now = uuid4(), timezone.now()
    taken = Job.objects.filter(pk=pk, state=State.QUEUED).update(
        state=State.RUNNING,
        claim=claim,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
        done=0,
        of=0,
        doing="",
    )
    return Running(Job.objects.select_related("asked_by").get(pk=pk), claim) if taken else None


def _done(running: Running) -> Exception | None:
    """Do it; the answer is what stood in its way, once that is noted."""
    kind = KINDS.get(running.job.kind)
    if kind is None:
        _end(running, State.FAILED, problem="No such work is known to this version of the site")
        return None
    log.info("%s begins, attempt %s", running.job.key, running.job.attempts)
    try:
        if kind.whole:
            with transaction.atomic():
                _carry_out(running, kind)
        else:
            _carry_out(running, kind)
    except LostClaimError:
        log.warning("%s was taken over by another worker", running.job.key)
    except REFUSALS as wrong:
        _end(running, State.FAILED, problem=in_words(wrong))
        return wrong
    except (DatabaseError, InterfaceError) as wrong:
        if connection.is_usable():
            raise
        log.warning("%s lost the database, and is begun again later: %s", running.job.key, wrong)
        connection.close()
    except Exception as wrong:
        log.exception("%s failed", running.job.key)
        reason = in_words(wrong)
        _end(running, State.FAILED, problem=reason or UNKNOWN)
        return ValidationError(reason) if reason else wrong
    return None


def _carry_out(running: Running, kind: Work) -> None:
    """Do it, and note what came of it if it is still ours; else nothing of whole work is kept."""
    came = kind.do(running)
    if isinstance(came, SharedWork):
        share(running, came)
        return
    file = stored(running, came)
    try:
        _finish(running, said=came.said[:500], href=came.href, **file)
    except BaseException:
        forget(running.job, running.claim)
        raise
    log.info("%s is done: %s", running.job.key, came.said)


def _finish(running: Running, **fields: Any) -> None:
    if not _end(running, State.DONE, **fields):
        raise LostClaimError(running.job.key)
    let_go(running.job)


@transaction.atomic
def _end(running: Running, state: str, **fields: Any) -> bool:
    ours = Job.objects.filter(pk=running.job.pk, claim=running.claim, state=State.RUNNING)
    ended = bool(
        ours.update(
            state=state,
            claim=None,
            ended_at=timezone.now(),
            done=running.done,
            of=running.of,
            doing="",
            **fields,
        )
    )
    if ended:
        part_ended(running.job)
    return ended
