"""Letting payments out of the building."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model

from commissioning.jobs.enqueue import ask_for
from commissioning.models import AuditEvent, Job, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from payments.models import PaymentRun
from payments.policy import runs as runs_policy
from payments.policy.sent_payments import can_export_to_payer


@transaction.atomic
def record_export(*, what: str, of: Model, by: User, **details: Any) -> AuditEvent:
    """Note who was given which export of what, so that nothing leaves unseen.

    Call it before the file takes its name: an export that cannot be noted is not made.
    """
    require(runs_policy.can_export(by))
    return record(f"{what} exported", of, by=by, **details)


STATEMENTS, PART_OF_STATEMENTS = "payment statements", "part of payment statements"
SCHEDULE, PAYERS_FILE = "payment schedule", "payer's file"


@transaction.atomic
def ask_for_statements(*, run: PaymentRun, by: User) -> Job:
    """Have every statement of a run made, in one file, once for each preparation of the run.

    By workers, however few: a page takes as long as hundreds of lines.
    """
    require(runs_policy.can_export(by))
    return _ask(STATEMENTS, "statements", run, by, "Statements", size=None)


@transaction.atomic
def ask_for_schedule(*, run: PaymentRun, kind: str, by: User) -> Job:
    """Have a run's schedule made, as CSV, workbook or PDF, once for each preparation of the run."""
    require(runs_policy.can_export(by))
    return _ask(SCHEDULE, f"schedule-{kind}", run, by, f"Schedule ({kind.upper()})", form=kind)


@transaction.atomic
def ask_for_payer_file(*, run: PaymentRun, by: User) -> Job:
    """Have the file made that the payer is sent for an approved run."""
    require(can_export_to_payer(by, run))
    return _ask(PAYERS_FILE, "payer", run, by, "File for the payer")


def _ask(kind: str, key: str, run: PaymentRun, by: User, title: str, **about: Any) -> Job:
    """Ask for an export of a run as it stands: of this preparation, and approved or not."""
    state = "" if run.is_approved else f" (draft of preparation {run.preparations})"
    job = ask_for(
        kind,
        key=f"{key}:{run.code}:{run.preparations}:{run.status}",
        by=by,
        title=f"{title} of the run of {run.code}{state}",
        anew=True,
        **({"size": run.summary.get("payees")} | about),
        run=run.pk,
        number=run.preparations,
        status=run.status,
    )
    record(f"{kind} asked for", run, by=by, job=str(job.pk))
    return job
