"""A file is tried out, shown, and brought in when it is confirmed; nothing in between."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commissioning.imports import FileRefusedError
from commissioning.models import AuditEvent, Edition, Organisation, Role, Upload, User
from commissioning.uploads.actions import (
    confirm_upload,
    forget_old_uploads,
    preview_upload,
    withdraw_upload,
)
from commissioning.uploads.importer import Importer, UploadDetails, plain_name
from practices.models import RegisterCount
from practices.uploads import IMPORTERS
from tests.factories.publishers import DETAILS, PARTNERS, PRACTICES
from tests.factories.years import SPECIFICATIONS, Year, a_person

pytestmark = pytest.mark.django_db
OFFERED = {each.name: each for each in IMPORTERS}
COUNTS = OFFERED["register-counts"]
HEADINGS = "practice_code,specification,counted_on,patients,kind\n"
LINE = "C86001,proactive-care,2021-01-04,140,audit\n"


@pytest.fixture
def year(settings: Any, tmp_path: Path) -> Year:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    year = Year(specifications=SPECIFICATIONS)
    year.a_practice("C86001", "PRACTICE C86001")
    return year


@pytest.fixture
def dina(year: Year) -> User:  # noqa: ARG001
    return a_person("dina@nhs.example", Role.DATA_QUALITY)


def file(text: str | bytes = HEADINGS + LINE, name: str = "counts.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def shown(by: User, importer: Importer = COUNTS, **said: Any) -> Upload:
    return preview_upload(importer=importer, file=file(), answers=UploadDetails(**said), by=by)


def stored(upload: Upload) -> bool:
    return Path(upload.file.storage.path(f"uploads/{upload.pk}")).exists()


def test_a_preview_says_what_would_change_and_changes_nothing(dina: User) -> None:
    upload = shown(dina)

    assert upload.shown["counts"] == {"added": 1, "changed": 0, "closed": 0, "unchanged": 0}
    assert upload.shown["texts"]["added"] == [
        "C86001 proactive-care, audit 4 January 2021: register of 140"
    ]
    assert not RegisterCount.objects.exists()
    assert stored(upload)


def test_what_is_confirmed_is_brought_in_and_its_hash_is_on_record(
    dina: User, django_capture_on_commit_callbacks: Any
) -> None:
    upload = shown(dina)
    with django_capture_on_commit_callbacks(execute=True):
        assert confirm_upload(importer=COUNTS, upload=upload, by=dina)

    assert RegisterCount.objects.get().patients == 140
    event = AuditEvent.objects.get(event="upload confirmed")
    assert event.details["sha256"] == upload.sha256
    upload.refresh_from_db()
    assert (upload.status, upload.confirmed_on) == ("confirmed", date(2021, 2, 15))
    assert not stored(upload)


def test_where_the_facts_have_moved_it_is_shown_again_and_nothing_is_brought_in(dina: User) -> None:
    upload = shown(dina)
    RegisterCount.objects.create(
        practice=Organisation.objects.get(code="C86001"),
        specification="proactive-care",
        counted_on=date(2021, 1, 4),
        patients=150,
        kind="audit",
    )

    assert not confirm_upload(importer=COUNTS, upload=upload, by=dina)
    assert RegisterCount.objects.get().patients == 150
    upload.refresh_from_db()
    assert upload.waits
    assert upload.shown["counts"]["changed"] == 1

    assert confirm_upload(importer=COUNTS, upload=upload, by=dina)
    assert RegisterCount.objects.get().patients == 140


def test_a_file_with_mistakes_is_not_kept_and_every_mistake_is_named(dina: User) -> None:
    bad = HEADINGS + "C86999,proactive-care,2021-01-04,140,audit\nC86001,other,,x,guess\n"
    with pytest.raises(FileRefusedError) as refused:
        preview_upload(importer=COUNTS, file=file(bad), answers=UploadDetails(), by=dina)
    places = {(each.line, each.column) for each in refused.value.mistakes}
    assert {(2, "practice_code"), (3, "counted_on"), (3, "patients"), (3, "kind")} <= places
    assert not Upload.objects.exists()


def test_only_who_uploaded_a_file_confirms_it_and_only_once(dina: User, year: Year) -> None:
    upload = shown(dina)
    with pytest.raises(PermissionDenied, match="Only Dina confirms"):
        confirm_upload(importer=COUNTS, upload=upload, by=year.publisher)
    confirm_upload(importer=COUNTS, upload=upload, by=dina)
    with pytest.raises(PermissionDenied, match="waits no longer"):
        confirm_upload(importer=COUNTS, upload=upload, by=dina)


def test_each_kind_is_for_those_whom_its_own_policy_allows(dina: User, year: Year) -> None:
    with pytest.raises(PermissionDenied, match="register of organisations"):
        shown(dina, OFFERED["practices"], as_at=date(2020, 4, 1))
    with pytest.raises(PermissionDenied, match="bring in counts"):
        shown(year.preparer)
    assert not Upload.objects.exists()


def test_whoever_lost_the_role_confirms_nothing(dina: User) -> None:
    upload = shown(dina)
    dina.roles.update(ends_on=date(2021, 2, 1))
    with pytest.raises(PermissionDenied, match="bring in counts"):
        confirm_upload(importer=COUNTS, upload=upload, by=User.objects.get(pk=dina.pk))
    assert not RegisterCount.objects.exists()


def test_a_cancelled_file_is_removed(dina: User, django_capture_on_commit_callbacks: Any) -> None:
    upload = shown(dina)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_upload(upload=upload, by=dina)
    upload.refresh_from_db()
    assert upload.status == "withdrawn"
    assert not stored(upload)


def test_a_file_is_removed_after_a_day(dina: User, django_capture_on_commit_callbacks: Any) -> None:
    upload, young = shown(dina), shown(dina)
    Upload.objects.filter(pk=upload.pk).update(uploaded_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old_uploads(by=dina) == 1
    upload.refresh_from_db()
    young.refresh_from_db()
    assert (upload.status, young.status) == ("expired", "waiting")
    assert not stored(upload)
    assert stored(young)


def test_a_file_that_changed_on_the_disk_is_not_brought_in(dina: User) -> None:
    upload = shown(dina)
    Path(upload.file.path).write_text(HEADINGS + LINE.replace("140", "141"))
    with pytest.raises(FileRefusedError, match="no longer as it was uploaded"):
        confirm_upload(importer=COUNTS, upload=upload, by=dina)
    Path(upload.file.path).unlink()
    with pytest.raises(FileRefusedError, match="no longer as it was uploaded"):
        confirm_upload(importer=COUNTS, upload=upload, by=dina)
    assert not RegisterCount.objects.exists()


def test_an_edition_is_noted_under_the_name_it_was_sent_by(year: Year) -> None:
    upload = preview_upload(
        importer=OFFERED["practices"],
        file=file(PRACTICES.read_bytes(), "../../epraccur November.csv"),
        answers=UploadDetails(as_at=date(2019, 11, 19), commissioner="02X"),
        by=year.publisher,
    )
    assert not Edition.objects.exists()
    assert confirm_upload(importer=OFFERED["practices"], upload=upload, by=year.publisher)
    edition = Edition.objects.get()
    assert (edition.file_name, edition.day) == ("epraccur November.csv", date(2019, 11, 19))


def test_the_day_of_an_edition_must_be_said(year: Year) -> None:
    with pytest.raises(FileRefusedError, match="day of the edition"):
        preview_upload(
            importer=OFFERED["practices"],
            file=file(PRACTICES.read_bytes()),
            answers=UploadDetails(),
            by=year.publisher,
        )


def networks_shown(by: User, details: bytes = DETAILS.read_bytes()) -> Upload:
    preview_upload(
        importer=OFFERED["practices"],
        file=file(PRACTICES.read_bytes(), "epraccur.csv"),
        answers=UploadDetails(as_at=date(2019, 11, 19), commissioner="02X"),
        by=by,
    )
    confirm_upload(importer=OFFERED["practices"], upload=Upload.objects.get(), by=by)
    return preview_upload(
        importer=OFFERED["networks"],
        file=file(PARTNERS.read_bytes(), "epcn.csv"),
        details=file(details, "epcn.csv"),
        answers=UploadDetails(as_at=date(2019, 12, 4), commissioner="02X"),
        by=by,
    )


def test_a_second_file_of_details_is_kept_and_brought_in_with_the_first(
    year: Year, django_capture_on_commit_callbacks: Any
) -> None:
    upload = networks_shown(year.publisher)
    assert [Path(upload.file.storage.path(each)).exists() for each in places_of(upload)] == [
        True,
        True,
    ]
    with django_capture_on_commit_callbacks(execute=True):
        assert confirm_upload(importer=OFFERED["networks"], upload=upload, by=year.publisher)

    network = Organisation.objects.get(code="U30587")
    assert (network.opened_on, network.postcode) == (date(2019, 10, 1), "DN1 2DJ")
    said = AuditEvent.objects.filter(event="upload confirmed").latest("pk").details["said"]
    assert said["details"] == {
        "name": "epcn.csv",
        "size": DETAILS.stat().st_size,
        "sha256": sha256(DETAILS.read_bytes()).hexdigest(),
    }
    assert not any(Path(upload.file.storage.path(each)).exists() for each in places_of(upload))


def test_details_that_changed_on_the_disk_are_not_brought_in(year: Year) -> None:
    upload = networks_shown(year.publisher)
    Path(upload.file.storage.path(places_of(upload)[1])).write_bytes(b"else")
    with pytest.raises(FileRefusedError, match="no longer as it was uploaded"):
        confirm_upload(importer=OFFERED["networks"], upload=upload, by=year.publisher)
    assert not Organisation.objects.filter(code="U30587").exists()


@pytest.mark.parametrize(
    ("details", "error"), [(b"", "The details file is empty"), (b"a,b\n1,2\n", "lacks these")]
)
def test_details_with_mistakes_are_refused_with_the_first_file(
    year: Year, details: bytes, error: str
) -> None:
    with pytest.raises(FileRefusedError, match=error):
        networks_shown(year.publisher, details)
    assert not Upload.objects.filter(kind="networks").exists()


def places_of(upload: Upload) -> list[str]:
    return [f"uploads/{upload.pk}", f"uploads/{upload.pk}-details"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("..", "file"),
        ("", "file"),
        ("C:\\lists\\april.csv", "april.csv"),
        ("a\x00b\n.csv", "ab.csv"),
        ("ü" * 200, "ü" * 75),
    ],
)
def test_a_name_is_kept_plain(sent: str, kept: str) -> None:
    assert plain_name(sent) == kept
