"""Real workers over real brokers: killed in the middle, doubled, and without their broker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from commissioning import jobs
from commissioning.celery import app
from commissioning.models import AuditEvent, Heartbeat, Job
from payments.actions.exports import ask_for_statements
from payments.actions.runs import approve_run
from payments.models import PaymentRun
from tests.factories.years import Year

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("pango")]
PRACTICES = 30
PATIENCE = 60  # seconds


@pytest.fixture
def year() -> Year:
    year = Year(specifications=("proactive-care",))
    for number in range(PRACTICES):
        year.signs(year.a_practice(f"C86{number:03}", f"PRACTICE {number}"))
    return year


@pytest.fixture
def run(year: Year) -> PaymentRun:
    return approve_run(run=year.prepared("2020-06"), by=year.approver)


def address() -> str:
    """The test's own database, for other processes."""
    said = connection.settings_dict
    host, name = quote(str(said["HOST"]), safe=""), said["NAME"]
    return f"postgresql://{said['USER']}@/{name}?host={host}"


@contextmanager
def a_worker(broker: dict[str, str], *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own process, as production starts it."""
    command = [sys.executable, "-m", "celery", "--app=commissioning.celery", "worker"]
    command += ["--queues=short,long", "--concurrency=1", "--loglevel=warning", "--without-mingle"]
    environment = os.environ | {"DATABASE_URL": address(), "SECRET_KEY": "x" * 50} | broker
    process = subprocess.Popen(
        [*command, *more], cwd=settings.BASE_DIR, env=environment, start_new_session=True
    )
    try:
        yield process
    finally:
        end(process, signal.SIGTERM)


def end(process: subprocess.Popen[bytes], how: int) -> None:
    """End a worker with its children, as the system would."""
    if process.poll() is None:
        os.killpg(process.pid, how)
        process.wait(30)


def until(said: Callable[[], object]) -> None:
    ends = time.monotonic() + PATIENCE
    while not said():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.05)


@pytest.fixture
def redis(installed: Callable[[str, str], str], tmp_path: Path) -> Iterator[Redis]:
    """A Redis of the test's own, which can be stopped and started."""
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = str(finder.getsockname()[1])
    found = Redis(
        [installed("redis-server", "redis-server"), "--port", port, "--dir", str(tmp_path)]
    )
    yield found
    if found.process:
        found.process.kill()
        found.process.wait()


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
        self.process.wait(20)


@contextmanager
def speaking_to(broker: str) -> Iterator[None]:
    """Send messages as production does."""
    before = (app.conf.broker_url, app.conf.broker_write_url)
    app.conf.broker_url = app.conf.broker_write_url = broker
    try:
        yield
    finally:
        app.conf.broker_url, app.conf.broker_write_url = before


def exported() -> int:
    return AuditEvent.objects.filter(event="payment statements exported").count()


def state(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def time_passes(job: Job) -> None:
    """As though the worker had been silent for longer than a heartbeat may be missing."""
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - jobs.DEAD * 2)


def test_a_worker_killed_in_the_middle_loses_nothing_and_does_nothing_twice(
    year: Year, run: PaymentRun, redis: Redis
) -> None:
    redis.starts()
    with speaking_to(redis.url):
        job = ask_for_statements(run=run, by=year.preparer)
        with a_worker({"REDIS_URL": redis.url}) as worker:
            until(lambda: state(job) == "running")
            time.sleep(0.3)
            end(worker, signal.SIGKILL)
        assert (state(job), exported()) == ("running", 0)

        time_passes(job)
        jobs.look_after()
        with a_worker({"REDIS_URL": redis.url}):
            until(lambda: state(job) == "done")
    redis.stops()
    job.refresh_from_db()
    assert (job.attempts, exported(), job.done) == (2, 1, PRACTICES)


def test_two_workers_do_one_job_once(year: Year, run: PaymentRun, redis: Redis) -> None:
    redis.starts()
    with speaking_to(redis.url):
        job = ask_for_statements(run=run, by=year.preparer)
        for _ in range(5):
            jobs.nudge(job)
        with (
            a_worker({"REDIS_URL": redis.url}, "--hostname=one@%h"),
            a_worker({"REDIS_URL": redis.url}, "--hostname=two@%h"),
        ):
            until(lambda: state(job) == "done")
            until(lambda: Heartbeat.objects.filter(name__startswith="worker@").exists())
    redis.stops()
    job.refresh_from_db()
    assert (job.attempts, exported()) == (1, 1)


def test_what_was_asked_while_redis_was_away_is_done_once_it_is_back(
    year: Year, run: PaymentRun, redis: Redis
) -> None:
    with speaking_to(redis.url):
        job = ask_for_statements(run=run, by=year.preparer)
        assert (state(job), Job.objects.get().nudged_at) == ("queued", None)

        redis.starts()
        jobs.look_after()
        redis.stops()
        redis.starts()
        with a_worker({"REDIS_URL": redis.url}):
            until(lambda: state(job) == "done")
    redis.stops()
    assert exported() == 1


def test_by_files_as_in_the_demo(year: Year, run: PaymentRun, tmp_path: Path) -> None:
    job = ask_for_statements(run=run, by=year.preparer)
    Job.objects.filter(pk=job.pk).update(nudged_at=timezone.now() - timedelta(hours=1))
    for folder in ("messages", "control"):
        (tmp_path / folder).mkdir()
    environment = {"REDIS_URL": "", "COMMISSIONING_QUEUE": str(tmp_path)}
    with a_worker(environment, "--beat", f"--schedule={tmp_path / 'beat'}"):
        until(lambda: state(job) == "done")
        names = set(Heartbeat.objects.values_list("name", flat=True))
        assert {name.partition("@")[0] for name in names} == {"worker", "beat"}
    assert exported() == 1
