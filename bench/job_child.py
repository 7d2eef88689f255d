"""One step of the bench of jobs in a fresh process, on the database that DATABASE_URL names."""

from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from bench import weeks  # noqa: E402
from bench.stopwatch import Times, peak_memory  # noqa: E402
from commissioning.clock import as_if_today  # noqa: E402
from commissioning.models import User  # noqa: E402
from reporting.actions.sitreps import draft_sitrep  # noqa: E402
from reporting.rules.sitreps import counted  # noqa: E402
from reporting.selectors.exceptions import aligned_by  # noqa: E402
from reporting.selectors.sitrep_facts import known_of  # noqa: E402
from reporting.selectors.sitreps import keys_of  # noqa: E402


def fill(homes: int, practices: int) -> None:
    weeks.fill(homes, practices)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def sitrep(rounds: int) -> dict[str, Any]:
    """Counting a week of all homes, storing it, and the statement, turn by turn."""
    by = User.objects.get(email="reads@nhs.example")
    ours, whole, statement = Times(), Times(), Times()
    with as_if_today(weeks.FRIDAY):
        draft = draft_sitrep(week=weeks.LAST, by=by)  # raises what the record shows, once
        keys = keys_of(draft)
        disagreeing = 0
        for _ in range(rounds):
            found = ours.of(
                lambda: counted(
                    keys,
                    known_of(weeks.LAST, draft.scope_on, "02X", keys, aligned_by(weeks.LAST)).facts,
                ).by_network()
            )
            theirs = statement.of(lambda: weeks.counts_of_the_statement(keys))
            mine = {
                (question, network): figure
                for question, figures in found.items()
                for network, figure in figures.items()
            }
            disagreeing += sum(mine.get(key) != figure for key, figure in theirs.items())
            disagreeing += len(mine.keys() ^ theirs.keys())
            whole.of(lambda: draft_sitrep(week=weeks.LAST, by=by))
    return {
        "homes": draft.totals["homes"],
        "exceptions": draft.totals["with exceptions"],
        "disagreeing": disagreeing,
        "counting": ours.seconds,
        "whole": whole.seconds,
        "statement": statement.seconds,
        "memory": peak_memory(),
    }


if __name__ == "__main__":
    step, *numbers = sys.argv[1:]
    said = {"fill": fill, "sitrep": sitrep}[step](*map(int, numbers))
    if said is not None:
        sys.stdout.write(json.dumps(said))
