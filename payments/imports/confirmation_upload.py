"""The payer's file as it is brought in: previewed first, then kept, by the same action."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from commissioning.domain.money import NOTHING, pounds
from commissioning.imports import ImportOutcome
from commissioning.models import User
from commissioning.uploads.importer import UploadDetails
from payments.actions.confirmations import keep_confirmations
from payments.imports.confirmations import read_confirmations
from payments.models import Confirmation


def bring_in_confirmations(path: Path, by: User, answers: UploadDetails) -> ImportOutcome:  # noqa: ARG001
    """Keep a file of the payer's answers, and say what is paid and what was rejected.

    Raises FileRefusedError with every mistake, of the file and against what was sent.
    """
    file = read_confirmations(path)
    keep_confirmations(
        rows=file.rows,
        file_name=path.name,
        sha256=sha256(path.read_bytes()).hexdigest(),
        by=by,
        mistakes=file.mistakes,
    )
    outcome = ImportOutcome()
    total = NOTHING
    for row in file.rows:
        if row.outcome == Confirmation.Outcome.PAID:
            total += row.amount
            outcome.added.append(f"{row.reference}: {pounds(row.amount)} paid")
        else:
            outcome.changed.append(f"{row.reference}: {pounds(row.amount)} rejected, {row.reason}")
    outcome.notes.append(f"{pounds(total)} is confirmed as paid")
    return outcome
