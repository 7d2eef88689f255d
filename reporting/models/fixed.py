"""What the database refuses of a sitrep that is signed, in one check a statement."""

from __future__ import annotations

import pgtrigger

from payments.models.fixed import ROWS, OncePerStatement


def fixed_once_signed() -> list[pgtrigger.Trigger]:
    """Refuse to add, change or remove rows of a signed sitrep.

    The sitrep is held as it is until the transaction ends, so that it cannot be signed meanwhile.
    """
    check = """
        IF (
            SELECT bool_or(sitrep.state = 'signed') FROM (
                SELECT state FROM reporting_sitrep
                WHERE id IN (SELECT sitrep_id FROM {rows} rows_of_it) FOR SHARE
            ) sitrep
        ) THEN
            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';
        END IF;
    """
    return [
        OncePerStatement(about="sitrep", operation=operation, check=check) for operation in ROWS
    ]
