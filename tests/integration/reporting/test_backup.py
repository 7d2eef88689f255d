"""Everything backed up from one database and restored into another, by the real programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from commissioning.jobs.run import do
from commissioning.models import Attachment, AuditEvent, Organisation, User
from commissioning.records.attachment_actions import keep_attachment
from payments.actions.exports import ask_for_statements
from payments.models import PaymentRun
from practices.actions.return_forms import save_answers, send_form
from practices.rules.return_requests import ReturnKey
from reporting.actions.backups import record_backup
from reporting.backups.making import make
from reporting.backups.manifest import hash_of
from tests.factories.elsewhere import Elsewhere, contents, create, drop, files_in, there
from tests.factories.file_store import a_store
from tests.factories.years import SPECIFICATIONS, Year
from tests.integration.practices.return_people import WRITTEN, people_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("pango")]
ROTA = b"week,sessions\n23,3\n"
DIFFERS = {"commissioning_auditevent"}  # the event of the backup, and that of the restore
TODAY = date(2020, 11, 2)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.COMMISSIONING_TODAY = TODAY


@pytest.fixture
def year() -> Year:
    return a_site()


def a_site() -> Year:
    """An approved run, its statements, evidence, and a return that was sent."""
    found = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        found.a_practice(code, f"PRACTICE {code}")
    people = people_of(found)
    run = found.approved("2020-06")
    do(ask_for_statements(run=run, by=found.preparer).pk)
    practice = Organisation.objects.get(code="C86001")
    keep_attachment(
        upload=SimpleUploadedFile("rota.csv", ROTA), organisation=practice, by=found.publisher
    )
    sends(ReturnKey("proactive-care", "evaluation", "C86001"), people)
    return found


def sends(form: ReturnKey, people: dict[str, User]) -> None:
    by = next(each for each in people.values() if each.roles_on(TODAY).exists())
    draft = save_answers(form=form, answers=WRITTEN, revision=0, by=by)
    send_form(form=form, revision=draft.revision, by=by)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Elsewhere]:
    """A site with nothing in it."""
    name = f"empty_{uuid4().hex[:12]}"
    create(name)
    yield Elsewhere(name, f"file://{tmp_path / 'restored'}")
    drop(name)


@dataclass
class RoundTrip:
    """A site that was backed up and restored, once for all tests: what each held, and was said."""

    folder: Path
    backup: Path
    before: dict[str, str]
    newest: int  # event
    said: str
    restored: Elsewhere


@pytest.fixture(scope="module")
def round_trip(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    pango: None,  # noqa: ARG001
) -> Iterator[RoundTrip]:
    folder = tmp_path_factory.mktemp("site")
    changed = override_settings(MEDIA_ROOT=folder / "files", COMMISSIONING_TODAY=TODAY)
    with django_db_blocker.unblock():
        with changed:
            a_site()
            backup = backed_up(folder / "backups")
            before, newest = here(), AuditEvent.objects.latest("pk").pk
        call_command("flush", interactive=False, verbosity=0)
    restored = Elsewhere(f"restored_{uuid4().hex[:12]}", f"file://{folder / 'restored'}")
    create(restored.database)
    try:
        done = restored.manage("restore", backup, "--sha256", hash_of(backup / "manifest.json"))
        assert done.returncode == 0, done.stderr
        yield RoundTrip(folder, backup, before, newest, done.stdout, restored)
    finally:
        drop(restored.database)


@pytest.fixture
def backup(round_trip: RoundTrip, tmp_path: Path) -> Path:
    """A backup for a test to spoil."""
    return Path(shutil.copytree(round_trip.backup, tmp_path / round_trip.backup.name))


@pytest.fixture
def restored(round_trip: RoundTrip, tmp_path: Path) -> Iterator[Elsewhere]:
    """A restored site for a test to spoil."""
    of = round_trip.restored
    found = Elsewhere(f"{of.database}_{uuid4().hex[:6]}", f"file://{tmp_path / 'restored'}")
    create(found.database, f'TEMPLATE "{of.database}"')
    shutil.copytree(of.folder(), found.folder())
    yield found
    drop(found.database)


def backed_up(into: Path) -> Path:
    """One backup by the command; it leaves nothing else beside it."""
    call_command("backup", into, stdout=StringIO())
    (made,) = into.iterdir()
    return made


def here() -> dict[str, str]:
    with connection.cursor() as cursor:
        return contents(cursor)


def change_a_line(cursor: Any) -> None:
    """As somebody could who owns the database: past every lock of the site."""
    cursor.execute("ALTER TABLE payments_paymentline DISABLE TRIGGER USER")
    cursor.execute(
        "UPDATE payments_paymentline SET amount = amount + 1 WHERE id ="
        " (SELECT min(id) FROM payments_paymentline WHERE amount > 0)"
    )
    cursor.execute("ALTER TABLE payments_paymentline ENABLE TRIGGER USER")


def test_everything_comes_back_as_it_was(round_trip: RoundTrip):
    assert "Payment run 2020-06: as recorded" in round_trip.said
    assert "4 published specifications: as recorded" in round_trip.said
    assert "1 returns as they were sent: as recorded" in round_trip.said
    assert "1 files that people sent: as recorded" in round_trip.said
    assert "1 files of statements: as recorded" in round_trip.said
    after = there(round_trip.restored)
    assert round_trip.before.keys() == after.keys()
    assert {table for table in after if after[table] != round_trip.before[table]} == DIFFERS
    stored = files_in(round_trip.restored.folder())
    assert stored == files_in(round_trip.folder / "files")
    assert len(stored) == 2
    with round_trip.restored.asked() as cursor:
        cursor.execute(
            "SELECT id, details ->> 'backup' FROM commissioning_auditevent"
            " WHERE event = 'backup restored'"
        )
        ((number, name),) = cursor.fetchall()
    assert name == round_trip.backup.name
    assert number > round_trip.newest, "no number is given out twice"


@pytest.mark.usefixtures("year")
def test_a_backup_is_whole_private_and_on_record(tmp_path: Path):
    backup = backed_up(tmp_path / "backups")
    assert backup.stat().st_mode & 0o077 == 0
    said = json.loads((backup / "manifest.json").read_text())
    assert said["rows"]["payments_paymentrun"] == PaymentRun.objects.count()
    assert {part["place"] for part in said["parts"]} == {
        "database.dump",
        *(f"files/{name}" for name in files_in(tmp_path / "files")),
    }
    event = AuditEvent.objects.get(event="backup made")
    assert event.by.is_console
    assert event.details["sha256"] == hash_of(backup / "manifest.json")


@pytest.mark.usefixtures("year")
def test_what_cannot_be_finished_leaves_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reporting.backups.manifest.Manifest.write", full)
    with pytest.raises(CommandError, match=r"No space left on device.*No backup was made"):
        call_command("backup", tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    assert not AuditEvent.objects.filter(event="backup made").exists()


def test_only_the_command_line_backs_up(year: Year, tmp_path: Path):
    with pytest.raises(PermissionDenied, match="command line"):
        record_backup(name="b", sha256="0", parts=1, lost=[], by=year.publisher)
    with pytest.raises(PermissionDenied, match="command line"):
        make(tmp_path / "backups", at=datetime(2020, 11, 2, tzinfo=UTC), by=year.publisher)
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.usefixtures("year")
def test_what_the_site_itself_lost_or_changed_is_named(elsewhere: Elsewhere, tmp_path: Path):
    place = Attachment.objects.get().file.name
    default_storage.delete(place)
    with connection.cursor() as cursor:
        change_a_line(cursor)
    warned = StringIO()
    call_command("backup", tmp_path / "backups", stdout=StringIO(), stderr=warned)
    assert str(place) in warned.getvalue()
    (made,) = (tmp_path / "backups").iterdir()

    done = elsewhere.manage("restore", made)
    assert done.returncode == 1
    assert "Restored, and this does not agree:\nPayment run 2020-06: C86001" in done.stderr
    assert f"File rota.csv ({place}): its file is missing" in done.stderr
    with elsewhere.asked() as cursor:
        cursor.execute(
            "SELECT details -> 'wrong' FROM commissioning_auditevent"
            " WHERE event = 'backup restored'"
        )
        ((wrong,),) = cursor.fetchall()
    assert len(wrong) == 2


def refused(backup: Path, **more: Any) -> str:
    """Why a backup is not restored; it is looked at before anything is touched."""
    before = here()
    with pytest.raises(CommandError, match="Nothing was changed") as wrong:
        call_command("restore", backup, replace=True, **more)
    assert here() == before
    return str(wrong.value)


def test_a_backup_that_was_tampered_with_is_refused(backup: Path):
    (evidence,) = (backup / "files" / "attachments").iterdir()
    place = evidence.relative_to(backup).as_posix()
    evidence.write_bytes(ROTA.replace(b"3\n", b"9\n"))
    assert f"{place} is not what was backed up" in refused(backup)
    evidence.write_bytes(ROTA)

    dump = (backup / "database.dump").read_bytes()
    (backup / "database.dump").write_bytes(dump[:-1] + bytes([dump[-1] ^ 1]))
    (backup / "files" / "more").write_bytes(b"x")
    evidence.unlink()
    said = refused(backup)
    assert "database.dump is not what was backed up" in said
    assert f"{place} is missing" in said
    assert "files/more is no part of the backup" in said

    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["parts"][1]["place"] = "files/../../escaped"
    (backup / "manifest.json").write_text(json.dumps(manifest))
    assert "not as it was written" in refused(backup)
    (backup / "manifest.json").write_text("[]")
    assert "not as it was written" in refused(backup)
    (backup / "manifest.json").unlink()
    assert "is no backup" in refused(backup)


def test_the_printed_hash_tells_one_backup_from_another(backup: Path):
    assert "is not the backup of that hash" in refused(backup, sha256="0" * 64)


def test_a_backup_of_a_newer_version_is_refused(backup: Path):
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["migrations"].append("payments.0099_of_the_future")
    (backup / "manifest.json").write_text(json.dumps(manifest))
    assert "newer version of the site (it has payments.0099_of_the_future)" in refused(backup)


def test_a_line_that_was_changed_is_named(restored: Elsewhere):
    with restored.asked() as cursor:
        change_a_line(cursor)
    done = restored.manage("verify")
    assert done.returncode == 1
    said = done.stderr[done.stderr.index("This does not agree:") :]
    assert "Payment run 2020-06: C86001" in said
    assert "the line is not what its derivation says" in said


def test_data_is_replaced_only_when_that_is_said_and_nobody_is_at_work(
    restored: Elsewhere, backup: Path, round_trip: RoundTrip
):
    with restored.asked() as cursor:
        cursor.execute("UPDATE commissioning_user SET name = 'Somebody else'")
        cursor.execute("CREATE TABLE later (it int)")
    (restored.folder() / "attachments" / "later").write_bytes(b"x")
    before, kept = there(restored), files_in(restored.folder())

    assert "The database holds data" in restored.manage("restore", backup).stderr
    with restored.asked():
        done = restored.manage("restore", backup, "--replace")
        assert "The database is in use (1 connections)" in done.stderr
    assert (there(restored), files_in(restored.folder())) == (before, kept)

    done = restored.manage("restore", backup, "--replace")
    assert done.returncode == 0, done.stderr
    assert "Removed 1 files that are not in the backup" in done.stdout
    after = there(restored)
    assert after["commissioning_user"] == round_trip.before["commissioning_user"]
    assert "later" not in after
    assert files_in(restored.folder()) == files_in(round_trip.folder / "files")


def test_files_alone_are_not_written_over_unasked(
    elsewhere: Elsewhere, round_trip: RoundTrip, backup: Path
):
    shutil.copytree(round_trip.folder / "files", elsewhere.folder())
    assert "There are files already" in elsewhere.manage("restore", backup).stderr
    with elsewhere.asked() as cursor:
        assert contents(cursor) == {}


def test_a_copy_that_does_not_come_back_whole_leaves_what_there_was(
    restored: Elsewhere, backup: Path
):
    before = there(restored)
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["rows"]["payments_paymentline"] += 1
    (backup / "manifest.json").write_text(json.dumps(manifest))
    done = restored.manage("restore", backup, "--replace")
    assert done.returncode == 1
    assert "The database did not come back whole: payments_paymentline" in done.stderr
    assert there(restored) == before

    dump = backup / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-2000])
    manifest["parts"][0] |= {"size": dump.stat().st_size, "sha256": hash_of(dump)}
    (backup / "manifest.json").write_text(json.dumps(manifest))
    done = restored.manage("restore", backup, "--replace")
    assert done.returncode == 1
    assert "pg_restore failed" in done.stderr
    assert there(restored) == before


def test_files_that_cannot_be_stored_are_told_and_restored_again(
    elsewhere: Elsewhere, backup: Path, tmp_path: Path
):
    (tmp_path / "restored").write_bytes(b"a file where the folder should be")
    done = elsewhere.manage("restore", backup, "--replace")
    assert done.returncode == 1
    assert "The database is restored, its files are not" in done.stderr
    assert "restore again with --replace" in done.stderr


def test_a_restore_that_was_cut_off_is_noticed(elsewhere: Elsewhere, backup: Path):
    with elsewhere.asked() as cursor:
        cursor.execute("CREATE SCHEMA before_restore")
    done = elsewhere.manage("restore", backup, "--replace")
    assert "An earlier restore was cut off" in done.stderr


@pytest.mark.usefixtures("year")
def test_an_older_backup_is_brought_up_to_this_version(elsewhere: Elsewhere, tmp_path: Path):
    call_command("migrate", "account", "0008", verbosity=0)
    try:
        backup = backed_up(tmp_path / "backups")
    finally:
        call_command("migrate", "account", verbosity=0)
    done = elsewhere.manage("restore", backup)
    assert done.returncode == 0, done.stderr
    assert "Brought the database up to this version of the site: 1 migrations" in done.stdout


def test_from_a_folder_into_a_store(
    elsewhere: Elsewhere, backup: Path, round_trip: RoundTrip, tmp_path: Path, settings: Any
):
    """A site moves its files by a backup; and one that has them in a store is backed up alike."""
    with a_store(tmp_path / "log") as store:
        done = elsewhere.manage("restore", backup, **store.variables)
        assert done.returncode == 0, done.stderr
        assert "1 files that people sent: as recorded" in done.stdout
        stored = {name.removeprefix("site/"): store.content(name) for name in store.names()}
        assert stored == files_in(round_trip.folder / "files")

        settings.STORAGES = {**settings.STORAGES, **store.storages}
        again = backed_up(tmp_path / "again")
        assert files_in(again / "files") == stored
