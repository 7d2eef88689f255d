"""Real workers and a real Redis, for tests of what becomes of work when they are killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils import timezone

from commissioning.jobs.celery_app import app
from commissioning.jobs.supervise import DEAD
from commissioning.models import Job

PATIENCE = 1800  # seconds: a limit for what never comes, not a time that anything takes


def address() -> str:
    """The test's own database, for other processes."""
    said = connection.settings_dict
    host, name = quote(str(said["HOST"]), safe=""), said["NAME"]
    return f"postgresql://{said['USER']}@/{name}?host={host}"


@contextmanager
def a_worker(
    broker: dict[str, str], *more: str, room: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own process, as production starts it; `room`: bytes that a file may have."""
    command = [sys.executable, "-m", "celery", "--app=commissioning.jobs.celery_app", "worker"]
    command += ["--queues=short,long", "--concurrency=1", "--loglevel=warning", "--without-mingle"]
    own = {
        "DATABASE_URL": address(),
        "SECRET_KEY": "x" * 50,
        "FILES_URL": f"file://{settings.MEDIA_ROOT}",
    }
    limit = None if room is None else ["prlimit", f"--fsize={room}"]
    process = subprocess.Popen(
        [*(limit or []), *command, *more],
        cwd=settings.BASE_DIR,
        env=os.environ | own | broker,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end(process, signal.SIGTERM)


def end(process: subprocess.Popen[bytes], how: int) -> None:
    """End a worker with its children, as the system would."""
    if process.poll() is None:
        os.killpg(process.pid, how)
        process.wait(PATIENCE)


def until(said: Callable[[], object]) -> None:
    ends = time.monotonic() + PATIENCE
    while not said():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.02)


class Redis:
    def __init__(self, command: list[str]) -> None:
        self.command = [*command, "--appendonly", "yes"]
        self.url = f"redis://127.0.0.1:{command[2]}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def starts(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        port = int(self.command[2])

        def answers() -> bool:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                return False
            return True

        until(answers)

    def stops(self) -> None:
        assert self.process
        self.process.terminate()
        self.process.wait(PATIENCE)


@contextmanager
def speaking_to(broker: str) -> Iterator[None]:
    """Send messages as production does."""
    before = (app.conf.broker_url, app.conf.broker_write_url)
    app.conf.broker_url = app.conf.broker_write_url = broker
    try:
        yield
    finally:
        app.conf.broker_url, app.conf.broker_write_url = before


def state(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def time_passes(job: Job) -> None:
    """As though the worker had been silent for longer than a heartbeat may be missing."""
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - DEAD * 2)
