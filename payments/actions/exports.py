"""Letting payments out of the building."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model

from commissioning.audit import record
from commissioning.models import AuditEvent, User
from commissioning.policy import require
from payments import policy


@transaction.atomic
def record_export(*, what: str, of: Model, by: User, **details: Any) -> AuditEvent:
    """Note who was given which export of what, so that nothing leaves unseen.

    Call it before the file takes its name: an export that cannot be noted is not made.
    """
    require(policy.can_export(by))
    return record(f"{what} exported", of, by=by, **details)
