"""Showing that running work is alive, and hearing that it was taken over."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from django.db import connection
from django.utils import timezone

from commissioning.jobs.kinds import Running
from commissioning.models import Job

log = logging.getLogger(__name__)

BEAT = timedelta(seconds=5)  # how often running work shows that it is alive


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
