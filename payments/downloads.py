"""Exports as a browser asks for them: the same files that the commands write."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from commissioning.models import User
from payments.actions.exports import record_export
from payments.exports.command import digest
from payments.exports.formats import FORMATS
from payments.models import PaymentRun


def schedule_name(run: PaymentRun, kind: str) -> str:
    state = "" if run.is_approved else "-draft"
    return f"schedule-{run.code}{state}.{kind}"


def schedule_file(run: PaymentRun, kind: str, by: User) -> BinaryIO:
    """A run's schedule, open for reading; that it was given out is noted first."""
    with TemporaryDirectory(prefix="schedule-") as folder:
        made = Path(folder) / schedule_name(run, kind)
        FORMATS[kind](run, made)
        record_export(what="payment schedule", of=run, by=by, format=kind, sha256=digest(made))
        return made.open("rb")
