"""Long work: asked for once, done once or not at all, and looked after when its worker is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from commissioning.accounts.console import person as system_person
from commissioning.jobs.actions import try_job_again
from commissioning.jobs.enqueue import ask_for
from commissioning.jobs.heartbeat import seen
from commissioning.jobs.registry import KINDS, JobOutcome, LostClaimError, Running, work
from commissioning.jobs.run import UNKNOWN, do
from commissioning.jobs.supervise import DEAD, PATIENCE, look_after
from commissioning.models import AuditEvent, Heartbeat, Job, Role, User
from commissioning.records.audit import record
from tests.factories.commissioning import RoleMembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asks(settings: Any) -> User:
    settings.COMMISSIONING_TODAY = None
    return RoleMembershipFactory(role=Role.FINANCE).person


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    before = dict(KINDS)

    @work("note", title="Make a note")
    def note(running: Running) -> JobOutcome:
        record("note made", running.by, by=running.by, reason=running.about["words"])
        return JobOutcome(f"Noted: {running.about['words']}", href="/")

    @work("refuses", title="Do what may not be done")
    def refuses(running: Running) -> JobOutcome:
        record("note made", running.by, by=running.by)
        raise ValidationError(["The run is approved already", "Nothing was changed"])

    @work("breaks", title="Break")
    def breaks(running: Running) -> JobOutcome:
        record("note made", running.by, by=running.by)
        raise ZeroDivisionError

    @work("writes", title="Write a file", whole=False)
    def writes(running: Running) -> JobOutcome:
        running.progress(1, 2, "page 1")
        return JobOutcome("Written", file=BytesIO(b"a,b\n"), file_name="lines.csv")

    yield
    KINDS.clear()
    KINDS.update(before)


def noted() -> int:
    return AuditEvent.objects.filter(event="note made").count()


def a_job(by: User, kind: str = "note", key: str = "note:1", **about: Any) -> Job:
    return ask_for(kind, key=key, by=by, **({"words": "hello"} | about))


def as_now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


class TestAsking:
    def test_what_is_asked_for_twice_is_one_job(self, asks: User):
        assert a_job(asks).pk == a_job(asks, words="again").pk
        assert Job.objects.get().about == {"words": "hello"}

    def test_two_kinds_of_one_name_are_a_mistake(self):
        with pytest.raises(ValueError, match="Two kinds of work are called note"):
            work("note", title="Another")(lambda _: JobOutcome(""))

    def test_the_job_waits_where_no_message_goes_out(
        self, asks: User, monkeypatch: pytest.MonkeyPatch
    ):
        def fails(*_: object, **__: object) -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr("commissioning.jobs.celery_app.app.send_task", fails)
        job = as_now(a_job(asks))
        assert (job.state, job.nudged_at) == ("queued", None)


class TestDoing:
    def test_it_is_done_once_with_what_came_of_it(self, asks: User):
        job = a_job(asks)
        for _ in range(2):
            do(job.pk)
        job = as_now(job)
        assert (job.state, job.said, job.href) == ("done", "Noted: hello", "/")
        assert job.attempts == noted() == 1

    @pytest.mark.parametrize(
        ("kind", "problem"),
        [
            ("refuses", "The run is approved already. Nothing was changed"),
            ("breaks", UNKNOWN),
        ],
    )
    def test_what_fails_changes_nothing_and_says_why(self, asks: User, kind: str, problem: str):
        job = a_job(asks, kind)
        do(job.pk)
        job = as_now(job)
        assert (job.state, job.problem) == ("failed", problem)
        assert noted() == 0

    def test_a_kind_that_this_version_does_not_know_is_not_done(self, asks: User):
        job = a_job(asks)
        Job.objects.filter(pk=job.pk).update(kind="of another version")
        do(job.pk)
        assert as_now(job).problem == "No such work is known to this version of the site"

    def test_its_file_is_kept_and_given_out_to_whoever_asked(self, asks: User):
        job = a_job(asks, "writes")
        do(job.pk)
        answer = of(asks).get(f"/jobs/{job.pk}/file/")
        assert b"".join(answer.streaming_content) == b"a,b\n"  # type: ignore[attr-defined]
        assert 'filename="lines.csv"' in answer["Content-Disposition"]
        other = RoleMembershipFactory(role=Role.FINANCE).person
        assert of(other).get(f"/jobs/{job.pk}/file/").status_code == 404

    def test_a_worker_that_lost_it_keeps_nothing_of_it(self, asks: User):
        job = a_job(asks)

        @work("taken", title="Be taken over")
        def taken(running: Running) -> JobOutcome:
            record("note made", running.by, by=running.by)
            Job.objects.filter(pk=running.job.pk).update(claim=uuid4())
            return JobOutcome("Too late")

        Job.objects.filter(pk=job.pk).update(kind="taken")
        do(job.pk)
        assert noted() == 0
        assert as_now(job).state == "running"

    def test_it_stops_at_its_next_step_once_it_lost_it(self, asks: User):
        running = Running(a_job(asks), uuid4())
        running.lost.set()
        with pytest.raises(LostClaimError):
            running.progress(1)


class TestLookingAfter:
    def dead(self, job: Job, attempts: int) -> None:
        Job.objects.filter(pk=job.pk).update(
            state="running",
            claim=uuid4(),
            attempts=attempts,
            heartbeat_at=timezone.now() - DEAD - timedelta(seconds=1),
        )

    def test_work_whose_worker_is_gone_is_done_by_another(self, asks: User):
        job = a_job(asks)
        self.dead(job, 1)
        look_after()
        assert as_now(job).state == "queued"
        do(job.pk)
        assert (as_now(job).state, as_now(job).attempts, noted()) == ("done", 2, 1)

    def test_a_third_death_is_told(self, asks: User):
        job = a_job(asks)
        self.dead(job, 3)
        look_after()
        job = as_now(job)
        assert job.state == "failed"
        assert job.problem.startswith("It was begun 3 times")

    def test_work_that_shows_a_heartbeat_is_left_alone(self, asks: User):
        job = a_job(asks)
        Job.objects.filter(pk=job.pk).update(
            state="running", claim=uuid4(), heartbeat_at=timezone.now()
        )
        look_after()
        assert as_now(job).state == "running"

    def test_what_nobody_began_is_nudged_again(self, asks: User):
        job = a_job(asks)
        long_ago = timezone.now() - PATIENCE - timedelta(seconds=1)
        Job.objects.filter(pk=job.pk).update(nudged_at=long_ago)
        look_after()
        nudged = as_now(job).nudged_at
        assert nudged
        assert nudged > long_ago

    def test_a_part_that_is_long_gone_is_not_named_any_more(self):
        Heartbeat.objects.create(name="worker@gone", at=timezone.now() - timedelta(days=2))
        seen("worker@here")
        look_after()
        assert [each.name for each in Heartbeat.objects.all()] == ["worker@here"]


class TestPages:
    def test_whoever_asked_sees_how_far_it_is(self, asks: User):
        job = a_job(asks)
        Job.objects.filter(pk=job.pk).update(
            state="running",
            claim=uuid4(),
            heartbeat_at=timezone.now(),
            done=7,
            of=39,
            doing="C86001",
        )
        page = of(asks).get(f"/jobs/{job.pk}/").content.decode()
        assert "7 of 39. C86001." in page
        assert "Make a note" in of(asks).get("/jobs/").content.decode()

    def test_others_do_not(self, asks: User):
        other = RoleMembershipFactory(role=Role.PRIMARY_CARE).person
        assert of(other).get(f"/jobs/{a_job(asks).pk}/").status_code == 404

    def test_the_ccg_sees_what_the_site_does_by_itself(self):
        job = a_job(system_person(None))
        for role, status in ((Role.PRIMARY_CARE, 200), (Role.LMC, 404)):
            person = RoleMembershipFactory(role=role).person
            assert of(person).get(f"/jobs/{job.pk}/").status_code == status

    def test_what_failed_is_tried_again(self, asks: User):
        job = a_job(asks, "refuses")
        do(job.pk)
        assert "Try again" in of(asks).get(f"/jobs/{job.pk}/").content.decode()
        of(asks).post(f"/jobs/{job.pk}/again/")
        job = as_now(job)
        assert (job.state, job.attempts, job.problem) == ("queued", 0, "")
        assert AuditEvent.objects.filter(event="job tried again").count() == 1

    def test_what_has_not_failed_is_not(self, asks: User):
        with pytest.raises(PermissionDenied, match="It has not failed"):
            try_job_again(job=a_job(asks), by=asks)

    def test_nobody_else_tries_it_again(self, asks: User):
        job = a_job(asks, "refuses")
        do(job.pk)
        other = RoleMembershipFactory(role=Role.FINANCE).person
        with pytest.raises(PermissionDenied, match="Whoever asked for it"):
            try_job_again(job=as_now(job), by=other)


def test_a_file_of_a_job_is_named_by_its_key_alone(asks: User):
    job = a_job(asks)
    job.file.save("../../etc/passwd", ContentFile(b"x"))
    assert default_storage.exists(f"jobs/{job.pk}")
