"""Registers to audit, with how far each day's audit is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from commissioning.models import Role, User
from commissioning.policy.roles import holds
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo
from practices.selectors.audits import audit_days, audited_practices, progress

AHEAD = timedelta(days=60)


def audits(user: User, on: date) -> Iterable[ToDo]:
    """The data quality team's audits that are not finished, and counts that it has not sent on."""
    if not holds(user, Role.DATA_QUALITY):
        return
    for audit in audit_days():
        if audit.day > on + AHEAD:
            continue
        audit_progress = progress(audit, audited_practices(user, audit))
        key: dict[str, Any] = {"specification": audit.specification, "day": audit.day}
        if not audit_progress.is_done:
            yield ToDo(
                title=f"Audit every practice’s register: {audit.title}",
                href=address("practices:audit", **key),
                due=audit.day,
                note=f"{audit_progress.counted:,} of {audit_progress.practices:,} counted",
            )
        if audit_progress.short > audit_progress.referred:
            yield ToDo(
                title=f"Send registers under {audit.percent}% for a decision",
                href=address("practices:audit", **key, query={"state": "fail"}),
                note=(
                    f"{audit_progress.short - audit_progress.referred:,} of"
                    f" {audit_progress.short:,} not sent yet"
                ),
            )
