"""Exports as a browser asks for them: the same files that the commands write."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from commissioning.models import User
from commissioning.policy.decision import require
from payments.actions.exports import record_export
from payments.exports.command import digest
from payments.exports.formats import FORMATS
from payments.exports.payer import payer_rows
from payments.models import PaymentRun
from payments.policy.sent_payments import can_export_to_payer

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def schedule_name(run: PaymentRun, kind: str) -> str:
    """What the file is called; a draft says that it is one."""
    state = "" if run.is_approved else "-draft"
    return f"schedule-{run.code}{state}.{kind}"


def schedule_file(run: PaymentRun, kind: str, by: User) -> IO[bytes]:
    """A run's schedule, to be read once; that it was given out, and to whom, is noted first."""
    with TemporaryDirectory(prefix="schedule-") as folder:
        made = Path(folder) / schedule_name(run, kind)
        FORMATS[kind](run, made)
        record_export(what="payment schedule", of=run, by=by, format=kind, sha256=digest(made))
        return made.open("rb")  # the folder goes, what is open stays until it is read


def payer_name(run: PaymentRun) -> str:
    return f"payments-{run.code}.csv"


def payer_file(run: PaymentRun, by: User) -> bytes:
    """What the payer is sent for an approved run; that it was given out is noted first."""
    require(can_export_to_payer(by, run))
    made = "".join(payer_rows(run)).encode("utf-8")
    digested = sha256(made).hexdigest()
    record_export(what="payer's file", of=run, by=by, format="csv", sha256=digested)
    return made
