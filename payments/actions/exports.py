"""Letting payments out of the building."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model

from commissioning.audit import record
from commissioning.jobs import ask_for
from commissioning.models import AuditEvent, Job, User
from commissioning.policy import require
from payments import policy
from payments.models import PaymentRun


@transaction.atomic
def record_export(*, what: str, of: Model, by: User, **details: Any) -> AuditEvent:
    """Note who was given which export of what, so that nothing leaves unseen.

    Call it before the file takes its name: an export that cannot be noted is not made.
    """
    require(policy.can_export(by))
    return record(f"{what} exported", of, by=by, **details)


STATEMENTS = "payment statements"


@transaction.atomic
def ask_for_statements(*, run: PaymentRun, by: User) -> Job:
    """Have every statement of a run made, in one file, once for each preparation of the run."""
    require(policy.can_export(by))
    state = "" if run.is_approved else f" (drafts of preparation {run.preparations})"
    job = ask_for(
        STATEMENTS,
        key=f"statements:{run.code}:{run.preparations}:{run.status}",
        by=by,
        title=f"Statements of the run of {run.code}{state}",
        run=run.pk,
    )
    record("payment statements asked for", run, by=by, job=str(job.pk))
    return job
