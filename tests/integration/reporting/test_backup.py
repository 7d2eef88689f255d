"""Everything backed up from one database and restored into another, by the real programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings as site
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from commissioning import jobs
from commissioning.actions.attachments import keep_attachment
from commissioning.models import Attachment, AuditEvent, Organisation, User
from payments.actions.exports import ask_for_statements
from payments.models import PaymentRun
from practices.actions.return_forms import save_answers, send_form
from practices.rules.asked import Form
from reporting.actions.backups import record_backup
from reporting.backups.making import make
from reporting.backups.manifest import hash_of
from tests.factories.file_store import a_store
from tests.factories.years import SPECIFICATIONS, Year
from tests.integration.practices.return_people import WRITTEN, people_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("pango")]
ROTA = b"week,sessions\n23,3\n"
DIFFERS = {"commissioning_auditevent"}  # the event of the backup, and that of the restore


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.COMMISSIONING_TODAY = date(2020, 11, 2)


@pytest.fixture
def year() -> Year:
    """A site with an approved run, its statements, evidence, and a return that was sent."""
    found = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        found.a_practice(code, f"PRACTICE {code}")
    people = people_of(found)
    run = found.approved("2020-06")
    jobs.do(ask_for_statements(run=run, by=found.preparer).pk)
    practice = Organisation.objects.get(code="C86001")
    keep_attachment(
        upload=SimpleUploadedFile("rota.csv", ROTA), organisation=practice, by=found.publisher
    )
    sends(Form("proactive-care", "evaluation", "C86001"), people)
    return found


def sends(form: Form, people: dict[str, User]) -> None:
    by = next(each for each in people.values() if each.roles_on(date(2020, 11, 2)).exists())
    draft = save_answers(form=form, answers=WRITTEN, revision=0, by=by)
    send_form(form=form, revision=draft.revision, by=by)


@dataclass
class Elsewhere:
    """Another site: a database of its own on the tests' server, and a folder for its files."""

    database: str
    files: str

    def address(self) -> str:
        said = connection.settings_dict
        host = quote(str(said["HOST"]), safe="")
        return f"postgresql://{said['USER']}@/{self.database}?host={host}"

    def manage(self, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        """A management command of that site, in a process of its own."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=site.BASE_DIR,
            env={
                **os.environ,
                "DATABASE_URL": self.address(),
                "FILES_URL": self.files,
                "SECRET_KEY": "x" * 50,
                "COMMISSIONING_TODAY": "2020-11-02",
            }
            | more,
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def asked(self) -> Iterator[Any]:
        there = psycopg2.connect(self.address())
        try:
            with there, there.cursor() as cursor:
                yield cursor
        finally:
            there.close()

    def folder(self) -> Path:
        return Path(self.files.removeprefix("file://"))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Elsewhere]:
    name = f"restored_{uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield Elsewhere(name, f"file://{tmp_path / 'restored'}")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def backed_up(into: Path) -> Path:
    """One backup by the command; it leaves nothing else beside it."""
    call_command("backup", into, stdout=StringIO())
    (made,) = into.iterdir()
    return made


def contents(cursor: Any) -> dict[str, str]:
    """What every table holds, to the last letter."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = {}
    for (table,) in cursor.fetchall():
        cursor.execute(
            f"SELECT count(*) || ' ' || coalesce(md5(string_agg(row::text, '|' ORDER BY row::text)),"
            f" '') FROM \"{table}\" row"
        )
        (found[table],) = cursor.fetchone()
    return found


def here() -> dict[str, str]:
    with connection.cursor() as cursor:
        return contents(cursor)


def there(elsewhere: Elsewhere) -> dict[str, str]:
    with elsewhere.asked() as cursor:
        return contents(cursor)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def change_a_line(cursor: Any) -> None:
    """As somebody could who owns the database: past every lock of the site."""
    cursor.execute("ALTER TABLE payments_paymentline DISABLE TRIGGER USER")
    cursor.execute(
        "UPDATE payments_paymentline SET amount = amount + 1 WHERE id ="
        " (SELECT min(id) FROM payments_paymentline WHERE amount > 0)"
    )
    cursor.execute("ALTER TABLE payments_paymentline ENABLE TRIGGER USER")


@pytest.mark.usefixtures("year")
def test_everything_comes_back_as_it_was(elsewhere: Elsewhere, tmp_path: Path):
    before = here()
    backup = backed_up(tmp_path / "backups")
    done = elsewhere.manage("restore", backup)

    assert done.returncode == 0, done.stderr
    assert "Payment run 2020-06: as recorded" in done.stdout
    assert "1 returns as they were sent: as recorded" in done.stdout
    assert "1 files that people sent: as recorded" in done.stdout
    assert "1 files of statements: as recorded" in done.stdout
    after = there(elsewhere)
    system = {"commissioning_user"}  # made by the backup, before what it copies
    assert before.keys() == after.keys()
    differing = {table for table in before if before[table] != after[table]}
    assert differing - system <= DIFFERS
    assert here()["commissioning_user"] == after["commissioning_user"]
    stored = files_in(elsewhere.folder())
    assert stored == files_in(tmp_path / "files")
    assert len(stored) == 2
    with elsewhere.asked() as cursor:
        cursor.execute(
            "SELECT id, details ->> 'backup' FROM commissioning_auditevent"
            " WHERE event = 'backup restored'"
        )
        ((number, name),) = cursor.fetchall()
    assert name == backup.name
    assert number > AuditEvent.objects.latest("pk").pk, "no number is given out twice"


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
    with pytest.raises(CommandError, match="No space left on device.*No backup was made"):
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
def test_evidence_that_the_site_lost_is_told_when_it_is_backed_up_and_when_restored(
    elsewhere: Elsewhere, tmp_path: Path
):
    place = Attachment.objects.get().file.name
    default_storage.delete(place)
    warned = StringIO()
    call_command("backup", tmp_path / "backups", stdout=StringIO(), stderr=warned)
    assert str(place) in warned.getvalue()
    (backup,) = (tmp_path / "backups").iterdir()
    done = elsewhere.manage("restore", backup)
    assert done.returncode == 1
    assert f"File rota.csv ({place}): its file is missing" in done.stderr


@pytest.mark.usefixtures("year")
def test_a_backup_that_was_tampered_with_is_refused(elsewhere: Elsewhere, tmp_path: Path):
    backup = backed_up(tmp_path / "backups")
    evidence = f"files/{Attachment.objects.get().file.name}"

    def refused(*more: str) -> str:
        done = elsewhere.manage("restore", backup, *more)
        assert done.returncode == 1
        assert "Nothing was changed" in done.stderr
        with elsewhere.asked() as cursor:
            assert contents(cursor) == {}
        return done.stderr

    (backup / evidence).write_bytes(ROTA.replace(b"3\n", b"9\n"))
    assert f"{evidence} is not what was backed up" in refused()
    (backup / evidence).write_bytes(ROTA)

    dump = (backup / "database.dump").read_bytes()
    (backup / "database.dump").write_bytes(dump[:-1] + bytes([dump[-1] ^ 1]))
    (backup / "files" / "more").write_bytes(b"x")
    (backup / evidence).unlink()
    said = refused()
    assert "database.dump is not what was backed up" in said
    assert f"{evidence} is missing" in said
    assert "files/more is no part of the backup" in said

    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["parts"][1]["place"] = "files/../../escaped"
    (backup / "manifest.json").write_text(json.dumps(manifest))
    assert "not as it was written" in refused()
    (backup / "manifest.json").write_text("[]")
    assert "not as it was written" in refused()
    (backup / "manifest.json").unlink()
    assert "is no backup" in refused()


@pytest.mark.usefixtures("year")
def test_the_printed_hash_tells_one_backup_from_another(elsewhere: Elsewhere, tmp_path: Path):
    backup = backed_up(tmp_path / "backups")
    done = elsewhere.manage("restore", backup, "--sha256", "0" * 64)
    assert "is not the backup of that hash" in done.stderr
    done = elsewhere.manage("restore", backup, "--sha256", hash_of(backup / "manifest.json"))
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("year")
def test_a_line_that_was_changed_is_named(elsewhere: Elsewhere, tmp_path: Path):
    backup = backed_up(tmp_path / "backups")
    assert elsewhere.manage("restore", backup).returncode == 0
    assert elsewhere.manage("verify").returncode == 0
    with elsewhere.asked() as cursor:
        change_a_line(cursor)
    done = elsewhere.manage("verify")
    assert done.returncode == 1
    said = done.stderr[done.stderr.index("This does not agree:") :]
    assert "Payment run 2020-06: C86001" in said
    assert "the line is not what its derivation says" in said


@pytest.mark.usefixtures("year")
def test_a_line_that_was_changed_before_the_backup_is_named_by_the_restore(
    elsewhere: Elsewhere, tmp_path: Path
):
    with connection.cursor() as cursor:
        change_a_line(cursor)
    done = elsewhere.manage("restore", backed_up(tmp_path / "backups"))
    assert done.returncode == 1
    assert "Restored, and this does not agree:\nPayment run 2020-06: C86001" in done.stderr
    with elsewhere.asked() as cursor:
        cursor.execute(
            "SELECT details ->> 'wrong' FROM commissioning_auditevent"
            " WHERE event = 'backup restored'"
        )
        ((wrong,),) = cursor.fetchall()
    assert "Payment run 2020-06" in wrong


@pytest.mark.usefixtures("year")
def test_data_is_replaced_only_when_that_is_said_and_nobody_is_at_work(
    elsewhere: Elsewhere, tmp_path: Path
):
    backup = backed_up(tmp_path / "backups")
    assert elsewhere.manage("restore", backup).returncode == 0
    with elsewhere.asked() as cursor:
        cursor.execute("UPDATE commissioning_user SET name = 'Somebody else'")
        cursor.execute("CREATE TABLE later (it int)")
    (elsewhere.folder() / "attachments" / "later").write_bytes(b"x")
    before, kept = there(elsewhere), files_in(elsewhere.folder())

    assert "The database holds data" in elsewhere.manage("restore", backup).stderr
    with elsewhere.asked():
        done = elsewhere.manage("restore", backup, "--replace")
        assert "The database is in use (1 connections)" in done.stderr
    assert (there(elsewhere), files_in(elsewhere.folder())) == (before, kept)

    done = elsewhere.manage("restore", backup, "--replace")
    assert done.returncode == 0, done.stderr
    assert "Removed 1 files that are not in the backup" in done.stdout
    assert there(elsewhere)["commissioning_user"] == here()["commissioning_user"]
    assert "later" not in there(elsewhere)
    assert files_in(elsewhere.folder()) == files_in(tmp_path / "files")


@pytest.mark.usefixtures("year")
def test_files_alone_are_not_written_over_unasked(elsewhere: Elsewhere, tmp_path: Path):
    backup = backed_up(tmp_path / "backups")
    shutil.copytree(tmp_path / "files", elsewhere.folder())
    assert "There are files already" in elsewhere.manage("restore", backup).stderr


@pytest.mark.usefixtures("year")
def test_a_copy_that_does_not_come_back_whole_leaves_what_there_was(
    elsewhere: Elsewhere, tmp_path: Path
):
    backup = backed_up(tmp_path / "backups")
    assert elsewhere.manage("restore", backup).returncode == 0
    before = there(elsewhere)

    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["rows"]["payments_paymentline"] += 1
    (backup / "manifest.json").write_text(json.dumps(manifest))
    done = elsewhere.manage("restore", backup, "--replace")
    assert done.returncode == 1
    assert "The database did not come back whole: payments_paymentline" in done.stderr
    assert there(elsewhere) == before

    dump = backup / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-2000])
    manifest["parts"][0] |= {"size": dump.stat().st_size, "sha256": hash_of(dump)}
    (backup / "manifest.json").write_text(json.dumps(manifest))
    done = elsewhere.manage("restore", backup, "--replace")
    assert done.returncode == 1
    assert "pg_restore failed" in done.stderr
    assert there(elsewhere) == before


@pytest.mark.usefixtures("year")
def test_a_restore_that_was_cut_off_is_noticed(elsewhere: Elsewhere, tmp_path: Path):
    backup = backed_up(tmp_path / "backups")
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


@pytest.mark.usefixtures("year")
def test_a_backup_of_a_newer_version_is_refused(elsewhere: Elsewhere, tmp_path: Path):
    backup = backed_up(tmp_path / "backups")
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["migrations"].append("payments.0099_of_the_future")
    (backup / "manifest.json").write_text(json.dumps(manifest))
    done = elsewhere.manage("restore", backup)
    assert "newer version of the site (it has payments.0099_of_the_future)" in done.stderr


@pytest.mark.usefixtures("year")
def test_from_a_folder_into_a_store(elsewhere: Elsewhere, tmp_path: Path, settings: Any):
    """A site moves its files by a backup; and one that has them in a store is backed up alike."""
    backup = backed_up(tmp_path / "backups")
    with a_store(tmp_path / "log") as store:
        done = elsewhere.manage("restore", backup, **store.variables)
        assert done.returncode == 0, done.stderr
        assert "1 files that people sent: as recorded" in done.stdout
        stored = {name.removeprefix("site/"): store.content(name) for name in store.names()}
        assert stored == files_in(tmp_path / "files")

        settings.STORAGES = {**settings.STORAGES, **store.storages}
        again = backed_up(tmp_path / "again")
        assert files_in(again / "files") == stored
