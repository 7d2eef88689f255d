"""Real workers over real brokers: killed in the middle, doubled, and without their broker."""

from __future__ import annotations

import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from commissioning.jobs.enqueue import nudge
from commissioning.jobs.supervise import look_after
from commissioning.models import AuditEvent, Heartbeat, Job
from payments.actions.exports import ask_for_statements
from payments.actions.runs import approve_run
from payments.models import PaymentRun
from tests.factories.years import Year
from tests.integration.commissioning.workers import (
    Redis,
    a_worker,
    end,
    speaking_to,
    state,
    time_passes,
    until,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("pango")]
PRACTICES = 30


@pytest.fixture
def year() -> Year:
    year = Year(specifications=("proactive-care",))
    for number in range(PRACTICES):
        year.signs(year.a_practice(f"C86{number:03}", f"PRACTICE {number}"))
    return year


@pytest.fixture
def run(year: Year) -> PaymentRun:
    return approve_run(run=year.prepared("2020-06"), by=year.approver)


def exported() -> int:
    return AuditEvent.objects.filter(event="payment statements exported").count()


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
        look_after()
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
            nudge(job)
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
        look_after()
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
