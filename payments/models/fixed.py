"""What the database itself refuses, in one check a statement however many rows it writes.

A run for all of England writes some 80,000 lines; a check of each would cost more than the rest of
the run (docs/decisions, "How payment lines are stored").
"""

from __future__ import annotations

import pgtrigger
from django.db import models

ROWS = {
    pgtrigger.Insert: ("no_late", "new_rows"),
    pgtrigger.Update: ("no_changed", "(SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)"),
    pgtrigger.Delete: ("no_lost", "old_rows"),
}


class OncePerStatement(pgtrigger.Trigger):
    """A check of all the rows that a statement adds, changes (as they were and are) or removes.

    `check` is PL/pgSQL; in it, `{rows}` stands for those rows.
    """

    when = pgtrigger.After
    level = pgtrigger.Statement

    def __init__(self, *, about: str, operation: pgtrigger.Operation, check: str) -> None:
        word, rows = ROWS[operation]
        self.check = check.replace("{rows}", rows)
        super().__init__(
            name=f"{word}_{about}",
            operation=operation,
            referencing=pgtrigger.Referencing(
                old="old_rows" if operation != pgtrigger.Insert else None,
                new="new_rows" if operation != pgtrigger.Delete else None,
            ),
        )

    def get_func(self, model: models.Model) -> str:  # noqa: ARG002  (pgtrigger passes it)
        return f"{self.check} RETURN NULL;"


def fixed_once_approved(runs: str) -> list[pgtrigger.Trigger]:
    """Refuse to add, change or remove rows of an approved run. `runs` is SQL for their runs.

    The run is held as it is until the transaction ends, so that it cannot be approved meanwhile.
    """
    check = f"""
        IF (
            SELECT bool_or(run.status = 'approved') FROM (
                SELECT status FROM payments_paymentrun WHERE id IN ({runs}) FOR SHARE
            ) run
        ) THEN
            RAISE EXCEPTION 'An approved payment run cannot be changed: '
                'a correction is a new line in the next run';
        END IF;
    """  # noqa: S608  (the SQL is written in this folder)
    return [OncePerStatement(about="rows", operation=operation, check=check) for operation in ROWS]
