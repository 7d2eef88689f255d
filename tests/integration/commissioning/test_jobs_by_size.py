"""Small work is done while whoever asked waits; large work by workers, in parts where need be."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commissioning.jobs.actions import try_job_again
from commissioning.jobs.enqueue import ask_for
from commissioning.jobs.failures import NO_ROOM
from commissioning.jobs.registry import (
    KINDS,
    JobOutcome,
    JobPiece,
    Running,
    SharedWork,
    parts_done,
    work,
)
from commissioning.jobs.run import do, do_now
from commissioning.jobs.supervise import PATIENCE, look_after
from commissioning.models import AuditEvent, Job, Role, User
from commissioning.models.jobs import SMALL
from commissioning.policy.decision import no
from commissioning.policy.roles import holds
from commissioning.records.audit import record
from tests.factories.commissioning import RoleMembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
ALLOWED = {"now": False}  # whether the parts may be done


@pytest.fixture
def asks(settings: Any) -> User:
    settings.COMMISSIONING_TODAY = None
    return RoleMembershipFactory(role=Role.FINANCE).person


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    before = dict(KINDS)
    ALLOWED["now"] = True

    @work("adds", title="Add up", rule=lambda user: holds(user, Role.FINANCE) or no("No"))
    def adds(running: Running) -> JobOutcome:
        if running.about.get("refused"):
            raise PermissionDenied("The run is approved already")
        record("sum noted", running.by, by=running.by)
        return JobOutcome("Added up", href="/runs/")

    @work("writes", title="Write a file")
    def writes(running: Running) -> JobOutcome:
        running.progress(1, 1)
        return JobOutcome("Written", file=BytesIO(b"x" * 50_000), file_name="lines.csv")

    @work("part", title="Some letters")
    def part(running: Running) -> JobOutcome:
        if not ALLOWED["now"] and running.about["letter"] == "b":
            raise ValidationError("There is no list for C86002")
        letter = running.about["letter"].encode()
        return JobOutcome("Written", file=BytesIO(letter), file_name="part")

    @work("shared", title="Letters")
    def shared(running: Running) -> JobOutcome | SharedWork:
        parts = parts_done(running.job)
        if not parts:
            return SharedWork("part", [JobPiece(2, {"letter": each}) for each in "abc"])
        record("letters put together", running.by, by=running.by)
        text = b"".join(content(each) for each in parts)
        return JobOutcome("Put together", file=BytesIO(text), file_name="letters.txt")

    yield
    KINDS.clear()
    KINDS.update(before)


def as_now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def content(job: Job) -> bytes:
    with job.file.open() as file:
        return bytes(file.read())


def of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def files(job: Job) -> list[Path]:
    keys = [job.pk, *job.parts.values_list("pk", flat=True)]
    return [path for key in keys for path in Path(site.MEDIA_ROOT).glob(f"jobs/{key}*")]


class TestSmall:
    def test_it_is_done_at_once_and_no_worker_is_told(self, asks: User):
        job = do_now(ask_for("adds", key="sum:1", by=asks, size=SMALL))
        assert (job.state, job.said, job.attempts) == ("done", "Added up", 1)
        assert do_now(ask_for("adds", key="sum:1", by=asks, size=SMALL)).attempts == 1
        assert AuditEvent.objects.filter(event="sum noted").count() == 1

    def test_more_is_left_to_a_worker(self, asks: User):
        job = do_now(ask_for("adds", key="sum:1", by=asks, size=SMALL + 1))
        assert job.state == "queued"

    def test_what_nobody_counted_is_left_to_a_worker(self, asks: User):
        assert do_now(ask_for("adds", key="sum:1", by=asks)).state == "queued"

    def test_a_refusal_is_raised_as_it_was_and_stays_on_record(self, asks: User):
        job = ask_for("adds", key="sum:1", by=asks, size=1, refused=True)
        with pytest.raises(PermissionDenied, match="approved already"):
            do_now(job)
        assert (as_now(job).state, as_now(job).problem) == ("failed", "The run is approved already")

    def test_what_is_left_lying_is_done_by_a_worker(self, asks: User):
        job = ask_for("adds", key="sum:1", by=asks, size=1)
        Job.objects.update(nudged_at=as_now(job).asked_at - 2 * PATIENCE)
        look_after()
        do(job.pk)
        assert as_now(job).state == "done"


class TestAskingAnew:
    def test_what_failed_is_begun_anew_in_the_name_of_whoever_asks_now(self, asks: User):
        failed = ask_for("adds", key="sum:1", by=asks, size=1, refused=True)
        with pytest.raises(PermissionDenied):
            do_now(failed)
        other = RoleMembershipFactory(role=Role.FINANCE).person
        job = do_now(ask_for("adds", key="sum:1", by=other, size=1, anew=True))
        assert (job.pk, job.state, job.asked_by) == (failed.pk, "done", other)
        assert AuditEvent.objects.get(event="sum noted").by == other

    def test_where_nobody_says_anew_it_stays_failed(self, asks: User):
        with pytest.raises(PermissionDenied):
            do_now(ask_for("adds", key="sum:1", by=asks, size=1, refused=True))
        assert ask_for("adds", key="sum:1", by=asks, size=1).state == "failed"

    def test_colleagues_who_may_ask_for_it_find_it(self, asks: User):
        job = ask_for("adds", key="sum:1", by=asks)
        colleague = RoleMembershipFactory(role=Role.FINANCE).person
        assert of(colleague).get(f"/jobs/{job.pk}/").status_code == 200
        other = RoleMembershipFactory(role=Role.PRIMARY_CARE).person
        assert of(other).get(f"/jobs/{job.pk}/").status_code == 404


class TestShared:
    def shared(self, asks: User) -> tuple[Job, list[Job]]:
        job = ask_for("shared", key="letters", by=asks)
        do(job.pk)
        return job, list(job.parts.order_by("part"))

    def test_the_last_part_lets_it_go_on_once(self, asks: User):
        job, parts = self.shared(asks)
        assert [each.key for each in parts] == [f"letters:{each}-of-3" for each in (1, 2, 3)]
        for part in (parts[2], parts[0], parts[1]):
            assert as_now(job).state == "shared"
            do(part.pk)
        assert as_now(job).state == "queued"
        do(job.pk)
        job = as_now(job)
        assert (job.state, content(job)) == ("done", b"abc")
        assert len(files(job)) == 1
        do(job.pk)
        assert AuditEvent.objects.filter(event="letters put together").count() == 1

    def test_its_page_shows_how_far_all_parts_are_and_the_list_shows_it_alone(self, asks: User):
        job, parts = self.shared(asks)
        do(parts[0].pk)
        page = of(asks).get(f"/jobs/{job.pk}/").content.decode()
        assert "2 of 6. 1 of 3 parts are done." in page
        said = of(asks).get("/jobs/").content.decode()
        assert "2 of 6. 1 of 3 parts are done." in said
        assert "part 1 of 3" not in said
        assert of(asks).get(f"/jobs/{parts[0].pk}/").status_code == 404

    def test_a_part_that_fails_is_told_and_only_that_is_tried_again(self, asks: User):
        job, parts = self.shared(asks)
        ALLOWED["now"] = False
        for part in parts:
            do(part.pk)
        told = as_now(job)
        assert told.state == "failed"
        assert told.problem == "Part 2 was not done. There is no list for C86002"

        ALLOWED["now"] = True
        try_job_again(job=job, by=asks)
        do(job.pk)
        assert [as_now(each).state for each in parts] == ["done", "queued", "done"]
        do(parts[1].pk)
        do(job.pk)
        assert content(as_now(job)) == b"abc"
        assert [as_now(each).attempts for each in parts] == [1, 1, 1]

    def test_a_part_that_dies_three_times_fails_the_whole(self, asks: User):
        job, parts = self.shared(asks)
        Job.objects.filter(pk=parts[0].pk).update(
            state="running", claim=parts[0].pk, attempts=3, heartbeat_at="2020-01-01T00:00Z"
        )
        look_after()
        assert as_now(job).problem.startswith("Part 1 was not done. It was begun 3 times")

    def test_should_the_last_part_not_tell_it_goes_on_all_the_same(self, asks: User):
        job, _ = self.shared(asks)
        for part in job.parts.all():
            do(part.pk)
        Job.objects.filter(pk=job.pk).update(state="shared")
        look_after()
        assert as_now(job).state == "queued"


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_no_half_file_is_left_where_the_disk_is_full(asks: User):
    job = ask_for("writes", key="file:1", by=asks)
    with room_for(20_000):
        do(job.pk)
    assert (as_now(job).problem, as_now(job).file.name, files(job)) == (NO_ROOM, "", [])
    assert "There is no room left" in of(asks).get(f"/jobs/{job.pk}/").content.decode()

    try_job_again(job=as_now(job), by=asks)
    do(job.pk)
    assert as_now(job).file.size == 50_000
