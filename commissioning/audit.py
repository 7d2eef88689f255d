"""The one way to write to the audit trail."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from commissioning.models import AuditEvent, User


def record(event: str, subject: Model, *, by: User, reason: str = "", **details: Any) -> AuditEvent:
    """Note that someone did something to something. Call it inside the action's transaction."""
    label = subject._meta.label  # noqa: SLF001  (Django documents _meta)
    return AuditEvent.objects.create(
        event=event,
        subject=f"{label}:{subject.pk}",
        about=str(subject)[:300],
        by=by,
        reason=reason,
        details=details,
    )
