"""Another site beside the one that is tested: its own database, its own files, real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from django.conf import settings as site
from django.db import connection
from psycopg2 import sql


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


def create(database: str, *more: str) -> None:
    on_server(f'CREATE DATABASE "{database}" {" ".join(more)}')


def drop(database: str) -> None:
    on_server(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def on_server(statement: str) -> None:
    server = psycopg2.connect(Elsewhere("postgres", "").address())
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(statement)
    server.close()


def contents(cursor: Any) -> dict[str, str]:
    """What every table holds, to the last letter."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = {}
    for (table,) in cursor.fetchall():
        cursor.execute(
            sql.SQL(
                "SELECT count(*) || ' ' || coalesce(md5(string_agg(row::text, '|'"
                " ORDER BY row::text)), '') FROM {} row"
            ).format(sql.Identifier(table))
        )
        (found[table],) = cursor.fetchone()
    return found


def there(elsewhere: Elsewhere) -> dict[str, str]:
    with elsewhere.asked() as cursor:
        return contents(cursor)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
