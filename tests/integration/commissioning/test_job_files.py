"""Files that workers stored and did not live to note are removed; all others stay."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from commissioning.jobs import registry
from commissioning.jobs.file_actions import forget_files_of_no_job
from commissioning.jobs.registry import JobOutcome, Running
from commissioning.jobs.run import do
from commissioning.models import AuditEvent, Job, User
from commissioning.site.celery_tasks import remove_files_of_no_job
from tests.factories.commissioning import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def asks() -> User:
    return UserFactory()


@pytest.fixture
def _writes(monkeypatch: pytest.MonkeyPatch) -> None:
    def do(running: Running) -> JobOutcome:  # noqa: ARG001
        return JobOutcome("Written", file=BytesIO(b"whole"), file_name="lines.csv")

    monkeypatch.setitem(
        registry.KINDS,
        "writes",
        registry.Work("writes", "Write", do, "long", whole=True, rule=None),
    )


def a_job(asks: User, key: str, **fields: Any) -> Job:
    made = {"kind": "writes", "title": key, "queue": "long", "asked_on": "2020-06-01"}
    return Job.objects.create(key=key, asked_by=asks, **made | fields)


def stored(job: Job, claim: object) -> str:
    """A file as a worker stores it while it holds its claim."""
    return default_storage.save(f"jobs/{job.pk}-{claim}", ContentFile(b"half"))


def held(asks: User, key: str) -> Job:
    return a_job(asks, key, state="running", claim=uuid4(), heartbeat_at=timezone.now())


@pytest.mark.usefixtures("_writes")
def test_the_file_of_a_worker_that_died_goes_once_another_did_the_job(asks: User):
    job = a_job(asks, "statements:1")
    lost = stored(job, uuid4())
    do(job.pk)
    job.refresh_from_db()

    assert remove_files_of_no_job() == 1
    assert not default_storage.exists(lost)
    with job.file.open("rb") as kept:
        assert kept.read() == b"whole"
    event = AuditEvent.objects.get(event="files of no job removed")
    assert (event.by.is_console, event.details["files"]) == (True, [lost.removeprefix("jobs/")])


def test_what_is_being_noted_stays_and_what_was_taken_over_goes(asks: User):
    job = held(asks, "statements:2")
    mine, before = stored(job, job.claim), stored(job, uuid4())
    assert remove_files_of_no_job() == 1
    assert default_storage.exists(mine)
    assert not default_storage.exists(before)


def test_a_file_of_a_job_that_there_is_not_goes(asks: User):
    ended = a_job(asks, "statements:3", state="failed", ended_at=timezone.now(), problem="Cut off")
    gone = [stored(ended, uuid4()), default_storage.save(f"jobs/{uuid4()}-x", ContentFile(b"x"))]
    assert remove_files_of_no_job() == 2
    assert not any(map(default_storage.exists, gone))


def test_what_is_not_of_our_making_is_left_alone():
    kept = default_storage.save("jobs/README", ContentFile(b"x"))
    assert remove_files_of_no_job() == 0
    assert default_storage.exists(kept)
    assert not AuditEvent.objects.exists()


def test_nothing_stored_yet_is_nothing_to_remove():
    assert remove_files_of_no_job() == 0


def test_only_the_site_itself_clears_up(asks: User):
    with pytest.raises(PermissionDenied, match="by itself"):
        forget_files_of_no_job(by=asks)
