"""Signs of life: of running work, which hears that it was taken over, and of workers and beat."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from celery.signals import beat_embedded_init, beat_init, worker_ready
from django.db import connection
from django.utils import timezone

from commissioning.jobs.celery_app import app
from commissioning.jobs.registry import Running
from commissioning.models import Heartbeat, Job

log = logging.getLogger(__name__)

BEAT = timedelta(seconds=5)  # how often running work shows that it is alive
SEEN_EVERY = 20  # seconds between the signs of life of a worker or of beat


@contextmanager
def alive(running: Running) -> Iterator[None]:
    """Show a heartbeat while the work is done, over a connection of its own."""
    if connection.in_atomic_block:  # nobody else sees the claim yet, so nobody can take it over
        yield
        return
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
        lives = ours.update(
            heartbeat_at=timezone.now(),
            done=running.done,
            of=running.of,
            doing=running.doing,
        )
    except Exception as wrong:  # noqa: BLE001  (the database is away: the next beat may find it)
        log.warning("No heartbeat of %s: %s", running.job.key, wrong)
        connection.close()
        return
    if not lives and not _is_ending(running):
        running.lost.set()


def _is_ending(running: Running) -> bool:
    """Whether the work has just ended by itself."""
    return (
        Job.objects.filter(pk=running.job.pk, claim=None).exclude(state=Job.State.QUEUED).exists()
    )


def seen(name: str) -> None:
    """Note that a part of the background work is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def _show_that_it_lives(name: str, *first: str) -> None:
    """Note every few seconds that this process is alive, from a thread that ends with it.

    `first`: tasks that it asks for as it starts, rather than wait for their hour.
    """

    def shows() -> None:
        for task in first:
            app.send_task(task)
        while True:
            try:
                seen(f"{name}@{socket.gethostname()}")
            except Exception as wrong:  # noqa: BLE001  (the database is away: it may come back)
                log.warning("No sign of life of %s: %s", name, wrong)
                connection.close()
            Event().wait(SEEN_EVERY)

    Thread(target=shows, name=f"signs of life of {name}", daemon=True).start()


@worker_ready.connect
def _worker_lives(**_: Any) -> None:
    _show_that_it_lives("worker", "commissioning.site.celery_tasks.look_after_work")


@beat_init.connect
@beat_embedded_init.connect
def _beat_lives(**_: Any) -> None:
    _show_that_it_lives("beat")
