"""Long work: naming it, asking for it, doing it, and looking after what was left lying.

A kind of work is a function with a name:

    @work("statements", title="Statements of a run")
    def statements(running: Running) -> Outcome: ...

and is asked for inside an action, under a key that says what it brings about:

    ask_for("statements", key="statements:2020-06", by=person, run="2020-06")

Work that is `whole` is done in one transaction together with the note that it is done: once or not
at all, whenever its worker dies. Other work goes in steps; each step has a unique key of its own,
and is found done when the work is begun again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from typing import IO, Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from commissioning.celery import app
from commissioning.clock import today
from commissioning.logs import WORK
from commissioning.models import Heartbeat, Job, User

log = logging.getLogger(__name__)

State, Queue = Job.State, Job.Queue
BEAT = timedelta(seconds=5)  # how often running work shows that it is alive
DEAD = timedelta(seconds=60)  # after which silence it is given to another worker
PATIENCE = timedelta(seconds=30)  # after which work that nobody began is nudged again
FORGOTTEN = timedelta(days=1)  # after which a part that is gone is not named any more
BROKER_PATIENCE = 2  # seconds
MOST_ATTEMPTS = 3
DO_JOB = "commissioning.tasks.do_job"
UNKNOWN = "Something went wrong that nobody foresaw. It is in the log, under this job’s number"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of some work: in words, where it is seen, and its file."""

    said: str
    href: str = ""
    file: IO[bytes] | None = None  # read from its start, then closed
    file_name: str = ""


class LostClaimError(Exception):
    """Another worker took the job over: nothing more of it may be done here."""


@dataclass(slots=True)
class Running:
    """A job while it is done: what it was given, and where it tells how far it is."""

    job: Job
    claim: UUID
    done: int = 0
    of: int = 0
    doing: str = ""
    lost: Event = field(default_factory=Event)

    @property
    def by(self) -> User:
        return self.job.asked_by

    @property
    def about(self) -> dict[str, Any]:
        about: dict[str, Any] = self.job.about
        return about

    def progress(self, done: int, of: int = 0, doing: str = "") -> None:
        """Tell how far it is; people see it within seconds. Raises LostClaimError."""
        self.done, self.of, self.doing = done, of, doing[:200]
        if self.lost.is_set():
            raise LostClaimError(str(self.job.pk))


Doing = Callable[[Running], Outcome]


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work."""

    kind: str
    title: str
    do: Doing
    queue: str
    whole: bool


KINDS: dict[str, Work] = {}


def work(
    kind: str, *, title: str, queue: str = Queue.LONG, whole: bool = True
) -> Callable[[Doing], Doing]:
    """Name a kind of work. Its module is `<app>/jobs.py`, read when the app starts."""

    def named(do: Doing) -> Doing:
        if kind in KINDS:
            raise ValueError(f"Two kinds of work are called {kind}")
        KINDS[kind] = Work(kind, title, do, queue, whole)
        return do

    return named


# Asking


@transaction.atomic
def ask_for(kind: str, *, key: str, by: User, title: str = "", **about: Any) -> Job:
    """Have work done, once for each key; the job that has this key, if it was asked for before."""
    asked = KINDS[kind]
    job, is_new = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "title": title or asked.title,
            "about": about,
            "queue": asked.queue,
            "asked_by": by,
            "asked_on": today(),
            "asked_in": WORK.get(""),
        },
    )
    if is_new:
        nudge_later(job)
    return job


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


# Doing


def do(pk: UUID | str) -> None:
    """Do a job that waits; nothing where another worker has it, or it is done."""
    running = _claimed(UUID(str(pk)))
    if running is None:
        return
    with WORK.named(f"job:{running.job.pk}"), _alive(running):
        _done(running)


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


def _done(running: Running) -> None:
    kind = KINDS.get(running.job.kind)
    if kind is None:
        _end(running, State.FAILED, problem="No such work is known to this version of the site")
        return
    log.info("%s begins, attempt %s", running.job.key, running.job.attempts)
    try:
        if kind.whole:
            with transaction.atomic():
                _finish(running, kind.do(running))
        else:
            _finish(running, kind.do(running))
    except LostClaimError:
        log.warning("%s was taken over by another worker", running.job.key)
    except (PermissionDenied, ValidationError) as wrong:
        _end(running, State.FAILED, problem=_in_words(wrong))
    except (DatabaseError, InterfaceError) as wrong:
        if connection.is_usable():
            raise
        log.warning("%s lost the database, and is begun again later: %s", running.job.key, wrong)
        connection.close()
    except Exception:
        log.exception("%s failed", running.job.key)
        _end(running, State.FAILED, problem=UNKNOWN)


def _in_words(wrong: PermissionDenied | ValidationError) -> str:
    if isinstance(wrong, ValidationError):
        return ". ".join(wrong.messages)
    return str(wrong) or "You may not do this any more"


def _finish(running: Running, outcome: Outcome) -> None:
    """Note what came of it, if it is still ours; else nothing of a whole work is kept."""
    file = {}
    if outcome.file is not None:
        outcome.file.seek(0)
        name = f"jobs/{running.job.pk}-{running.claim}"
        with outcome.file as made:
            stored = running.job.file.storage.save(name, File(made, name=name))
        file = {"file": stored, "file_name": outcome.file_name}
    if not _end(running, State.DONE, said=outcome.said[:500], href=outcome.href, **file):
        raise LostClaimError(running.job.key)
    log.info("%s is done: %s", running.job.key, outcome.said)


def _end(running: Running, state: str, **fields: Any) -> bool:
    ours = Job.objects.filter(pk=running.job.pk, claim=running.claim, state=State.RUNNING)
    return bool(
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


@contextmanager
def _alive(running: Running) -> Iterator[None]:
    """Show a heartbeat while the work is done, over a connection of its own."""
    stop = Event()

    def beats() -> None:
        try:
            while not stop.wait(BEAT.total_seconds()):
                _beat(running)
        finally:
            connection.close()

    heart = Thread(target=beats, name=f"heartbeat of {running.job.key}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        stop.set()
        heart.join()


def _beat(running: Running) -> None:
    ours = Job.objects.filter(pk=running.job.pk, claim=running.claim)
    try:
        alive = ours.update(
            heartbeat_at=timezone.now(),
            done=running.done,
            of=running.of,
            doing=running.doing,
        )
    except Exception as wrong:  # noqa: BLE001  (the database is away: the next beat may find it)
        log.warning("No heartbeat of %s: %s", running.job.key, wrong)
        connection.close()
        return
    if not alive and not _is_ending(running):
        running.lost.set()


def _is_ending(running: Running) -> bool:
    """Whether the work has just ended by itself."""
    return Job.objects.filter(pk=running.job.pk, claim=None).exclude(state=State.QUEUED).exists()


# Looking after


def look_after() -> None:
    """Give work whose worker is gone to another, and nudge what nobody began."""
    now = timezone.now()
    Heartbeat.objects.filter(at__lt=now - FORGOTTEN).delete()
    for job in _silent(now):
        _take_from_the_dead(job)
    waiting = Job.objects.filter(state=State.QUEUED)
    for job in waiting.filter(Q(nudged_at=None) | Q(nudged_at__lt=now - PATIENCE))[:1000]:
        nudge(job)


def _silent(now: Any) -> QuerySet[Job]:
    return Job.objects.filter(state=State.RUNNING, heartbeat_at__lt=now - DEAD)


def _take_from_the_dead(job: Job) -> None:
    ours = Job.objects.filter(pk=job.pk, claim=job.claim, state=State.RUNNING)
    log.warning("The worker of %s is gone", job.key)
    if job.attempts < MOST_ATTEMPTS:
        ours.update(state=State.QUEUED, claim=None, heartbeat_at=None, nudged_at=None)
        return
    ours.update(
        state=State.FAILED,
        claim=None,
        ended_at=timezone.now(),
        problem=f"It was begun {job.attempts} times, and each time it was cut off in the middle",
    )


def broker_answers() -> bool:
    """Whether messages to workers go anywhere."""
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=BROKER_PATIENCE)
    except (OperationalError, OSError):
        return False
    return True


def seen(name: str) -> None:
    """Note that a part of the background work is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})
