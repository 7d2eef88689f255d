"""What `./run` notes about a database, in the database itself, so that the note goes with it.

The note is a comment on Django's own table of migrations: no table of ours, and gone with it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from commissioning.local.postgres import connect
from commissioning.local.terminal import ROOT

APPS = ("commissioning", "practices", "carehomes", "payments", "reporting")
LOADING, LOADED = "loading", "loaded"
OWN_DATA = {
    "commissioning_organisation": "TRUE",
    "commissioning_specificationversion": "TRUE",
    "commissioning_user": "email <> 'console'",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """Which migrations the database has had, and whether it holds the demo, and until which day."""

    migrations: str = ""
    demo: str = ""
    until: str = ""  # nothing: the whole year


def read(address: str) -> Marks:
    with connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('django_migrations'), 'pg_class')")
        (note,) = cursor.fetchone()
    connection.close()
    try:
        return Marks(**json.loads(note or "{}"))
    except (ValueError, TypeError):
        return Marks()


def write(address: str, marks: Marks) -> None:
    with connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE django_migrations IS %s", [json.dumps(asdict(marks))])
    connection.close()


def migrations_in_code() -> str:
    """A fingerprint of every migration, to see without Django whether there are new ones."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for app in APPS:
        for path in sorted((ROOT / app / "migrations").glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def holds_own_data(address: str) -> bool:
    """Say whether somebody has put anything into the database: organisations, people, rules."""
    with connect(address) as connection, connection.cursor() as cursor:
        held = [_any(cursor, table, condition) for table, condition in OWN_DATA.items()]
    connection.close()
    return any(held)


def is_empty(address: str) -> bool:
    with connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        (tables,) = cursor.fetchone()
    connection.close()
    return not tables


def erase(address: str) -> None:
    """Take everything out of the database."""
    with connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()


def _any(cursor: Any, table: str, condition: str) -> bool:
    cursor.execute("SELECT to_regclass(%s)", [table])
    if cursor.fetchone() == (None,):
        return False
    cursor.execute(f"SELECT EXISTS (SELECT FROM {table} WHERE {condition})")  # noqa: S608  (ours)
    (found,) = cursor.fetchone()
    return bool(found)
