"""The one way to write to the audit trail."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from commissioning.clock import today
from commissioning.models import AuditEvent, Organisation, User

OWNERS = ("organisation", "practice", "pcn", "payee", "freed_by")  # fields that say whose a row is


def record(
    event: str,
    subject: Model,
    *,
    by: User,
    reason: str = "",
    organisation: Organisation | None = None,
    **details: Any,
) -> AuditEvent:
    """Note that someone did something to something. Call it inside the action's transaction.

    `organisation` says whom it is about, where the subject does not.
    """
    label = subject._meta.label  # noqa: SLF001  (Django documents _meta)
    return AuditEvent.objects.create(
        event=event,
        subject=f"{label}:{subject.pk}",
        about=str(subject)[:300],
        by=by,
        on=today(),
        organisation_id=organisation.pk if organisation else _owner(subject),
        reason=reason,
        details=details,
    )


def _owner(subject: Model) -> int | None:
    """The key of the organisation that a row is about, if it is about one."""
    if isinstance(subject, Organisation):
        return subject.pk
    keys = (getattr(subject, f"{name}_id", None) for name in OWNERS)
    return next((key for key in keys if key is not None), None)
