"""The site with its files in a store that speaks S3: nothing of them is on the machine itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from commissioning.jobs.run import do
from commissioning.models import Attachment, Organisation, Role, Upload, User
from commissioning.uploads.actions import forget_old_uploads, preview_upload
from commissioning.uploads.importer import UploadDetails
from payments.actions.exports import ask_for_statements
from payments.actions.runs import approve_run
from practices.uploads import IMPORTERS
from tests.factories.file_store import Store, a_store
from tests.factories.years import SPECIFICATIONS, Year, a_person
from tests.integration.payments.claims.conftest import acting_for, sent

pytestmark = pytest.mark.django_db(transaction=True)
ROTA = b"week,sessions\n23,3\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with a_store(tmp_path_factory.mktemp("store") / "log") as store:
        yield store


@pytest.fixture
def store(running: Store, settings: Any, tmp_path: Path) -> Iterator[Store]:
    """The site as its environment makes it; the folder that it would use otherwise stays empty."""
    settings.STORAGES = {**settings.STORAGES, **running.storages}
    settings.MEDIA_ROOT = tmp_path / "files"
    yield running
    assert not (tmp_path / "files").exists()
    for name in running.names():
        running.client.delete_object(Bucket="evidence", Key=name)


@pytest.fixture
def year(settings: Any) -> Year:
    settings.COMMISSIONING_TODAY = date(2020, 9, 1)
    found = Year(specifications=SPECIFICATIONS)
    found.signs(found.a_practice("C86001", "A PRACTICE"))
    return found


def of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def body(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.mark.usefixtures("year")
def test_evidence_sent_on_a_page_is_kept_there_and_given_back(store: Store):
    practice = Organisation.objects.get(code="C86001")
    manager = acting_for(practice, "gina@nhs.example")
    (claim,) = sent(practice, manager)
    of(manager).post(
        f"/claims/{claim.reference}/", {"evidence": SimpleUploadedFile("rota.csv", ROTA)}
    )

    kept = Attachment.objects.get()
    place = f"site/attachments/{kept.pk}"
    assert store.names() == [place]
    assert store.content(place) == ROTA
    answer = of(manager).get(f"/files/{kept.pk}/")
    assert body(answer) == ROTA
    assert 'filename="rota.csv"' in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Length"] == str(len(ROTA))
    other = a_person("lmc@nhs.example", Role.LMC)
    assert of(other).get(f"/files/{kept.pk}/").status_code == 404

    store.client.delete_object(Bucket="evidence", Key=place)
    assert of(manager).get(f"/files/{kept.pk}/").status_code == 404


@pytest.mark.usefixtures("pango")
def test_statements_that_were_issued_are_kept_there_and_given_out(store: Store, year: Year):
    run = approve_run(run=year.prepared("2020-06"), by=year.approver)
    job = ask_for_statements(run=run, by=year.preparer)
    do(job.pk)

    (place,) = store.names()
    job.refresh_from_db()
    assert place == f"site/{job.file.name}"
    made = body(of(year.preparer).get(f"/jobs/{job.pk}/file/"))
    assert made == store.content(place)
    with ZipFile(BytesIO(made)) as together:
        assert together.namelist() == ["2020-06_C86001_statement.pdf"]

    store.client.delete_object(Bucket="evidence", Key=place)
    assert of(year.preparer).get(f"/jobs/{job.pk}/file/").status_code == 404


@pytest.mark.usefixtures("year")
def test_an_upload_that_nobody_confirms_is_removed_from_there(store: Store):
    dina = a_person("dina@nhs.example", Role.DATA_QUALITY)
    text = b"practice_code,specification,counted_on,patients,kind\n"
    text += b"C86001,proactive-care,2020-09-01,140,audit\n"
    importer = next(each for each in IMPORTERS if each.name == "register-counts")
    upload = preview_upload(
        importer=importer,
        file=SimpleUploadedFile("counts.csv", text),
        answers=UploadDetails(),
        by=dina,
    )
    assert store.content(f"site/uploads/{upload.pk}") == text

    Upload.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    assert forget_old_uploads(by=dina) == 1
    assert store.names() == []


@pytest.mark.usefixtures("year")
def test_evidence_that_cannot_be_stored_is_not_on_record(settings: Any, tmp_path: Path):
    with a_store(tmp_path / "log") as ended:
        settings.STORAGES = {**settings.STORAGES, **ended.storages}
    practice = Organisation.objects.get(code="C86001")
    manager = acting_for(practice, "gina@nhs.example")
    (claim,) = sent(practice, manager)
    client = of(manager)
    client.raise_request_exception = False
    answer = client.post(
        f"/claims/{claim.reference}/", {"evidence": SimpleUploadedFile("rota.csv", ROTA)}
    )
    assert answer.status_code == 500
    assert not Attachment.objects.exists()


def test_what_is_there_is_never_written_over(store: Store):
    name = f"jobs/{uuid4()}"
    first, second = (default_storage.save(name, ContentFile(each)) for each in (b"1", b"2"))
    assert first != second
    assert sorted(map(store.content, store.names())) == [b"1", b"2"]
