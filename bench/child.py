"""One step of the bench in a fresh process, on the database that DATABASE_URL names."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import django

django.setup()

from django.db import connection  # noqa: E402

from bench import england, measuring, peer  # noqa: E402


def fill(practices: int) -> None:
    england.fill(practices)
    peer.make_table()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measure(practices: int, rounds: int) -> None:
    found = measuring.measure(practices, rounds=rounds, settle=measuring.checkpoint)
    measuring.measure_the_month_after(found)
    sys.stdout.write(json.dumps(asdict(found)))


if __name__ == "__main__":
    step, *numbers = sys.argv[1:]
    {"fill": fill, "measure": measure}[step](*map(int, numbers))
