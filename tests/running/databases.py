"""A database for each worker, copied from one that is migrated once; and emptying it quickly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.psycopg_any import sql

from tests.running.workers import alone, shared, worker_name

MIGRATED = "migrated"
FULL_TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1
"""
AS_A_COPY = "SET LOCAL session_replication_role = replica"  # no triggers, and no foreign keys
AS_EVER = "SET LOCAL session_replication_role = origin"


def make_database(config: pytest.Config) -> str:
    """Make this worker's database; gives its name.

    The first worker migrates a database, and each worker then copies it.
    """
    folder, template = shared(config), f"test_{settings.DATABASES['default']['NAME']}"
    if not worker_name(config):
        migrate(template, keep=config.getvalue("reuse_db") and not config.getvalue("create_db"))
        return template
    with alone(folder / "database.lock"):
        mark = folder / MIGRATED
        if not mark.exists():
            migrate(template, keep=False)
            connection.close()
            mark.touch()
        own = f"{template}_{worker_name(config)}"
        on_server(f'DROP DATABASE IF EXISTS "{own}"')
        on_server(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
    use(own)
    return own


def migrate(name: str, *, keep: bool) -> None:
    """Make a database with every table, anew or from one that was kept; then it is in use."""
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)


def use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def drop(name: str) -> None:
    connection.close()
    on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def on_server(statement: str) -> None:
    """Do something about databases, from a database that no test uses."""
    with connection._nodb_cursor() as cursor:  # noqa: SLF001  (as Django's own creation of tests')
        cursor.execute(statement)


def is_superuser() -> bool:
    """Say whether this person may write rows as a copy does: without triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        return bool(cursor.fetchone()[0])


class Tables:
    """The tables of this worker's database, and which of them hold rows."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(FULL_TABLES)
            self.names = [name for (name,) in cursor.fetchall()]
        self._query = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")"  # noqa: S608  (our own)
            for name in self.names
        )
        self.superuser = is_superuser()
        self.from_migrations = set(self.full())

    def full(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(self._query)
            return [name for (name,) in cursor.fetchall()]

    def empty(self) -> None:
        """Take out all that a test wrote; what migrations wrote stays."""
        statements = [
            sql.SQL("DELETE FROM {}").format(sql.Identifier(name))
            for name in self.full()
            if name not in self.from_migrations
        ]
        if statements:
            with as_a_copy() as cursor:
                cursor.execute(sql.SQL("; ").join(statements))


@contextmanager
def as_a_copy() -> Iterator[Any]:
    """Write rows as they are: no trigger notes it, and no order has to be kept."""
    from django.db import transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(AS_A_COPY)
        yield cursor
        cursor.execute(AS_EVER)
