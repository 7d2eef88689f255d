"""Work at a size that workers do: killed in the middle, short of room, and shared by several."""

from __future__ import annotations

import signal
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import connection, transaction

from commissioning.domain.periods import Month
from commissioning.jobs.actions import try_job_again
from commissioning.jobs.enqueue import ask_for
from commissioning.jobs.failures import NO_ROOM
from commissioning.jobs.supervise import look_after
from commissioning.models import AuditEvent, Job
from payments.actions.exports import ask_for_statements
from payments.actions.runs import approve_run, ask_for_run
from payments.engine import store
from payments.engine.verify import not_reproduced
from payments.jobs import A_PART
from payments.models import Calculation, PayeeTotal, PaymentLine, PaymentRun
from reporting.models import Sitrep
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

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def year() -> Year:
    return Year(specifications=("proactive-care",))


def files() -> set[Path]:
    """What is kept of jobs on the disk."""
    return set(Path(settings.MEDIA_ROOT).glob("jobs/*"))


def numbers_given_out() -> int:
    """How far the keys of calculations were given out; not taken back by a rollback."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM payments_calculation_id_seq")
        (last,) = cursor.fetchone()
    return int(last)


def test_a_run_whose_worker_is_killed_is_prepared_once_by_another(year: Year, redis: Redis) -> None:
    year.a_crowd(4000)
    redis.starts()
    with speaking_to(redis.url):
        job = ask_for_run(month=Month(2021, 2), by=year.preparer)
        assert not job.is_small
        before = numbers_given_out()
        with a_worker({"REDIS_URL": redis.url}) as worker:
            until(lambda: numbers_given_out() != before)  # its rows are being written
            end(worker, signal.SIGKILL)
        assert state(job) == "running"
        assert not any(each.objects.exists() for each in (PaymentRun, Calculation, PaymentLine))

        time_passes(job)
        look_after()
        with a_worker({"REDIS_URL": redis.url}):
            until(lambda: state(job) == "done")
    redis.stops()

    run = PaymentRun.objects.get()
    assert (run.preparations, run.prepared_by) == (1, year.preparer)
    assert AuditEvent.objects.filter(event="payment run prepared").count() == 1
    assert list(store.unsound(run)) == []
    assert PaymentLine.objects.count() == run.lines_count
    assert PayeeTotal.objects.count() == 4000
    assert Job.objects.get(pk=job.pk).attempts == 2
    assert list(not_reproduced(approve_run(run=run, by=year.approver))) == []


@pytest.fixture
def approved(year: Year) -> PaymentRun:
    year.a_crowd(2 * A_PART + 20)
    return year.approved("2020-05")


@pytest.mark.usefixtures("pango")
def test_workers_share_the_statements_of_a_run_and_one_may_be_killed(
    year: Year, approved: PaymentRun, redis: Redis
) -> None:
    redis.starts()
    broker, before = {"REDIS_URL": redis.url}, files()
    with speaking_to(redis.url):
        job = ask_for_statements(run=approved, by=year.preparer)
        with a_worker(broker) as worker:
            until(lambda: job.parts.filter(state="running").exists())
            end(worker, signal.SIGKILL)
        killed = job.parts.get(state="running")
        assert state(job) == "shared"

        time_passes(killed)
        look_after()
        with a_worker(broker, "--hostname=one@%h"), a_worker(broker, "--hostname=two@%h"):
            until(lambda: state(job) == "done")
    redis.stops()

    parts = list(job.parts.order_by("part"))
    assert [each.key for each in parts] == [f"{job.key}:{number}-of-3" for number in (1, 2, 3)]
    assert [each.attempts for each in parts] == [1 + (each == killed) for each in parts]
    assert any(  # two were under way at the same time
        one.started_at < other.ended_at and other.started_at < one.ended_at  # type: ignore[operator]
        for one in parts
        for other in parts
        if one != other
    )
    assert AuditEvent.objects.filter(event="payment statements exported").count() == 1
    job.refresh_from_db()
    with ZipFile(job.file.path) as together:
        names = together.namelist()
        assert together.testzip() is None
        assert together.read(names[0]).startswith(b"%PDF")
    assert len(set(names)) == len(names) == PayeeTotal.objects.filter(run=approved).count()
    assert names == sorted(names)
    assert files() - before == {Path(job.file.path)}, "the files of parts are let go"


@pytest.mark.usefixtures("pango")
def test_a_full_disk_is_told_and_what_failed_is_done_once_there_is_room(
    year: Year, redis: Redis
) -> None:
    year.a_crowd(20)
    run = year.approved("2020-05")
    redis.starts()
    broker, before = {"REDIS_URL": redis.url}, files()
    with speaking_to(redis.url):
        job = ask_for_statements(run=run, by=year.preparer)
        with a_worker(broker, room=100_000):
            until(lambda: state(job) == "failed")
        job.refresh_from_db()
        assert (job.problem, job.file.name) == (NO_ROOM, "")
        assert files() == before
        assert not AuditEvent.objects.filter(event="payment statements exported").exists()

        try_job_again(job=job, by=year.preparer)
        with a_worker(broker):
            until(lambda: state(job) == "done")
    redis.stops()
    job.refresh_from_db()
    with ZipFile(job.file.path) as together:
        assert len(together.namelist()) == 20


def test_a_sitrep_whose_worker_is_killed_is_counted_once_by_another(redis: Redis) -> None:
    year = Year(specifications=("enhanced-health-in-care-homes",))
    year.a_home("1-111", "Ashfield Lodge", 34)
    redis.starts()
    with speaking_to(redis.url):
        job = ask_for("sitrep", key="sitrep:2020-08-10", by=year.publisher, week="2020-08-10")
        broker = {"REDIS_URL": redis.url, "COMMISSIONING_TODAY": "2020-08-14"}

        # given a worker that stands in the middle of it, since somebody holds the rows it writes
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE reporting_sitrephome IN ACCESS EXCLUSIVE MODE")
            with a_worker(broker) as first:
                until(lambda: waits_for("reporting_sitrephome"))
                end(first, signal.SIGKILL)

        # then nothing of it is kept, and another counts it, once
        assert not Sitrep.objects.exists()
        time_passes(job)
        look_after()
        with a_worker(broker):
            until(lambda: state(job) == Job.State.DONE)
    found = Sitrep.objects.get()
    assert (found.homes.count(), found.totals["homes"]) == (1, 1)
    assert AuditEvent.objects.filter(event="sitrep counted").count() == 1


def waits_for(table: str) -> bool:
    """Whether some other process waits for a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table]
        )
        (waiting,) = cursor.fetchone()
    return bool(waiting)
