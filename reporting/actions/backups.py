"""Noting that everything was copied out, or put back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from commissioning.models import AuditEvent, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from reporting.policy.backups import keeps_backups


@transaction.atomic
def record_backup(
    *, name: str, sha256: str, parts: int, lost: Sequence[str], by: User
) -> AuditEvent:
    """Note that a copy of everything leaves the site. Call it before the backup has its name."""
    require(keeps_backups(by))
    return record("backup made", by, by=by, backup=name, sha256=sha256, parts=parts, lost=lost)


@transaction.atomic
def record_restoration(
    *, name: str, made_at: str, sha256: str, wrong: Sequence[str], by: User
) -> AuditEvent:
    """Note, in what was restored, from which backup it was, and what of it does not agree."""
    require(keeps_backups(by))
    return record(
        "backup restored", by, by=by, backup=name, made_at=made_at, sha256=sha256, wrong=wrong
    )
