"""The database, copied out as it stood at one moment, and put in place of another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import ProgrammingError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg2 import sql

from commissioning.models import CONSOLE, Attachment, User
from reporting.backups import BackupError
from reporting.backups.manifest import Manifest
from reporting.backups.programs import run

WHOLE = ("--no-owner", "--no-privileges")
ASIDE = "before_restore"  # the schema in which all that is replaced waits until it is
# Events are told apart by their number, also by browsers and by what processes keep. What was
# numbered after the backup is gone, so none of these numbers is given out a second time.
NUMBERS_LEFT_OUT = 1_000_000


@dataclass(frozen=True, slots=True)
class Stood:
    """What the database said of itself at the moment that was copied."""

    postgresql: str
    migrations: tuple[str, ...]
    rows: dict[str, int]
    attachments: dict[str, str]  # SHA-256 by the name in the storage


def copy_out(path: Path) -> Stood:
    """Copy the database to a file, and count what is in the copy; pages go on being written."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        run("pg_dump", "--format=custom", *WHOLE, f"--snapshot={snapshot}", f"--file={path}")
        return Stood(
            postgresql=version,
            migrations=tuple(sorted(".".join(migration) for migration in _migrations())),
            rows=rows(),
            attachments=dict(Attachment.objects.values_list("file", "sha256")),
        )


def _migrations() -> list[tuple[str, str]]:
    return list(MigrationRecorder(connection).applied_migrations())


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def rows() -> dict[str, int]:
    """How many rows each table has."""
    counted = {}
    with connection.cursor() as cursor:
        for name in tables():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            (counted[name],) = cursor.fetchone()
    return counted


def holds_anything() -> bool:
    """Whether somebody put anything in. What migrations and commands put there is not anything."""
    there = set(tables())
    if there and "commissioning_auditevent" not in there:
        return True  # another program's
    with connection.cursor() as cursor:
        for name in ("commissioning_auditevent", "commissioning_organisation") if there else ():
            cursor.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(name)))
            if cursor.fetchone():
                return True
    return bool(there) and User.objects.exclude(email=CONSOLE).exists()


def in_use() -> int:
    """How many others are connected to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        (number,) = cursor.fetchone()
    return int(number)


def was_interrupted() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [ASIDE])
        return cursor.fetchone() is not None


def copy_in(path: Path, manifest: Manifest) -> None:
    """Put the copy in place of what is there, all of it or nothing."""
    with _aside():
        run("pg_restore", "--single-transaction", *WHOLE, str(path))
        row_counts = rows()
        wrong = [
            f"{name}: {row_counts.get(name, 0):,} of {manifest.rows.get(name, 0):,}"
            for name in sorted(manifest.rows.keys() | row_counts.keys())
            if row_counts.get(name) != manifest.rows.get(name)
        ]
        if wrong:
            raise BackupError(f"The database did not come back whole: {', '.join(wrong)}")
        _leave_numbers_out()


@contextmanager
def _aside() -> Iterator[None]:
    """Keep all there is in another schema until its successor is whole; else it comes back."""
    try:
        _execute(f"ALTER SCHEMA public RENAME TO {ASIDE}; CREATE SCHEMA public")
    except ProgrammingError as wrong:
        raise BackupError(
            f"Only the owner of the database can replace what is in it ({str(wrong).strip()})"
        ) from wrong
    try:
        yield
    except BaseException:
        _execute(f"DROP SCHEMA public CASCADE; ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    _execute(f"DROP SCHEMA {ASIDE} CASCADE")
    _execute("ANALYZE")


def _leave_numbers_out() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM commissioning_auditevent")
        (last,) = cursor.fetchone()
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('commissioning_auditevent', 'id'), %s)",
            [last + NUMBERS_LEFT_OUT],
        )


def _execute(statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements)
