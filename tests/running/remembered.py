"""What real actions made once in a worker's database, put back for every other test that wants it.

The first test that asks has the actions run; their rows are remembered as they were written, with
their history and their audit trail. The next test, whose database holds nothing, gets the same
rows by a copy. Numbers of rows are drawn from sequences, which go on from test to test; where one
began anew, it is brought past the numbers that are put back.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.running.databases import Tables, as_a_copy

Rows = dict[str, list[bytes]]  # by table, as lines of a copy
SEQUENCES = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL
"""

PEOPLE = {"commissioning_user", "commissioning_rolemembership", "commissioning_rolemembershipevent"}


class Memory:
    """The rows that this worker remembers, and the tables that they are of."""

    tables: Tables | None = None
    made: dict[Hashable, tuple[Rows, dict[str, int]]] = {}


def made_once(key: Hashable, make: Callable[[], None]) -> None:
    """Do what `make` does: by itself the first time, later by a copy of the rows it made.

    `make` may depend on nothing but its key, the day and that nothing but people is there; where
    more is there, it is simply called.
    """
    tables = Memory.tables
    if tables is None or not tables.superuser:
        make()
        return
    full = set(tables.full()) - tables.from_migrations
    if full - PEOPLE:
        make()
        return
    around = (key, settings.COMMISSIONING_TODAY, settings.DEMO, timezone.now().date())
    if around in Memory.made:
        put_back(*Memory.made[around])
        return
    before = rows_of(tables.full())
    make()
    after = rows_of(tables.full())
    made = {name: added(lines, before.get(name, [])) for name, lines in after.items()}
    rows = {name: lines for name, lines in made.items() if lines}
    Memory.made[around] = rows, last_numbers()


def added(after: list[bytes], before: list[bytes]) -> list[bytes]:
    old = set(before)
    assert old <= set(after), "what is made once changes no row that was there"
    return [line for line in after if line not in old]


def rows_of(names: list[str]) -> Rows:
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            text = io.BytesIO()
            cursor.copy_expert(f'COPY "{name}" TO STDOUT', text)
            found[name] = text.getvalue().splitlines(keepends=True)
    return found


def last_numbers() -> dict[str, int]:
    """The last number that each sequence gave."""
    with connection.cursor() as cursor:
        cursor.execute(SEQUENCES)
        return dict(cursor.fetchall())


def put_back(rows: Rows, last: dict[str, int]) -> None:
    with as_a_copy() as cursor:
        for name, lines in rows.items():
            cursor.copy_expert(f'COPY "{name}" FROM STDIN', io.BytesIO(b"".join(lines)))
    now = last_numbers()
    with connection.cursor() as cursor:
        for name, number in last.items():
            if now.get(name, 0) < number:
                cursor.execute("SELECT setval(%s::regclass, %s)", [f'public."{name}"', number])
