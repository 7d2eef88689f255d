"""Which database this start uses, and making it ready: reached, migrated, erased when asked."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import psycopg2

from commissioning.config.environment import database as database_settings
from commissioning.local import marks
from commissioning.local.locks import Shared, alone
from commissioning.local.postgres import EmbeddedPostgres, connect
from commissioning.local.processes import handling, not_now, quietly
from commissioning.local.terminal import (
    LOG,
    VAR,
    CannotGoOnError,
    how_it_ended,
    last_words,
    say,
)

MADE_BY_THE_DEMO = ("exports", "queue", "mail", "files")
SECONDS_TO_ANSWER = 5  # for a server that somebody named
SETUP_LOCK = VAR / "setup.lock"


@contextmanager
def in_use() -> Iterator[str]:
    """Give the address of the database; the last to leave stops the PostgreSQL that we started."""
    named = os.environ.get("DATABASE_URL", "").strip()
    if named:
        check_reachable(named)
        yield named
        return
    embedded = EmbeddedPostgres(VAR / "pg")
    users = Shared(VAR / "pg.users")
    users.join()
    try:
        with alone(SETUP_LOCK):
            address = embedded.start("commissioning")
        yield address
    finally:
        with handling(not_now):
            if users.take_alone():
                embedded.stop()
            users.leave()


def check_reachable(address: str) -> None:
    """See that the database somebody named answers, and say what to do when it does not."""
    settings = database_settings(address, [])
    name = settings.get("NAME", "")
    try:
        connect(address, SECONDS_TO_ANSWER).close()
    except (psycopg2.OperationalError, psycopg2.ProgrammingError) as wrong:
        reason = str(wrong).strip().splitlines()[0]
        if f'database "{name}" does not exist' in reason:
            raise CannotGoOnError(
                f"The database {name} named in DATABASE_URL does not exist; "
                f"make it with: createdb --maintenance-db=postgres {name}"
            ) from wrong
        where = f"{settings.get('HOST') or 'this machine'}:{settings.get('PORT') or 5432}"
        raise CannotGoOnError(
            f"The PostgreSQL named in DATABASE_URL does not answer at {where} ({reason}); start "
            "it, or use the one that comes along: env -u DATABASE_URL ./run"
        ) from wrong


def migrate(address: str, environment: Mapping[str, str]) -> None:
    """Bring the database up to date, when there is anything that it has not had."""
    wanted = marks.migrations_in_code()
    with alone(SETUP_LOCK):
        found = marks.read(address)
        if found.migrations == wanted:
            return
        say("Bringing the database up to date …")
        step = [sys.executable, "-m", "commissioning.local.prepare", "migrate"]
        code = quietly(step, environment, "bringing the database up to date")
        if code:
            raise CannotGoOnError(
                f"The database could not be brought up to date (migrate: {how_it_ended(code)}). "
                f"{last_words(LOG)}\nWhen that is mended, go on with: ./run"
            )
        marks.write(address, replace(found, migrations=wanted))


def start_over() -> None:
    """Forget everything that was entered: `./run --fresh`."""
    named = os.environ.get("DATABASE_URL", "").strip()
    if named:
        check_reachable(named)
        if not marks.read(named).demo and not marks.is_empty(named):
            name = database_settings(named, [])["NAME"]
            raise CannotGoOnError(
                f"The database {name} was not filled by this demo, so --fresh leaves it alone; "
                f"to empty it yourself: dropdb {name} && createdb {name}"
            )
        say("Starting over: emptying the database …")
        marks.erase(named)
    else:
        users = Shared(VAR / "pg.users")
        if not users.take_alone():
            raise CannotGoOnError(
                "Another ./run of this folder is at work; stop it there with Ctrl-C, "
                "and start over with: ./run --fresh"
            )
        say("Starting over: removing the database and what was exported …")
        with alone(SETUP_LOCK):
            EmbeddedPostgres(VAR / "pg").remove()
        users.leave()
    for folder in MADE_BY_THE_DEMO:
        shutil.rmtree(VAR / folder, ignore_errors=True)
