"""Who decides what about payments in the commissioner's name, and about whom nobody decides."""

from __future__ import annotations

from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import holds, only
from practices.policy.conflicts import no_conflict

OF_FINANCE = ("hold", "release")  # keeping a payment back, and letting it go, is finance's too


# Decide something: the primary care team anything, finance what it holds and releases.
decides = only(
    Role.PRIMARY_CARE,
    Role.FINANCE,
    reason="Only the CCG's primary care team and finance decide about payments",
    console=True,
)


def can_decide_kind(user: User, kind: str) -> Permission:
    if user.is_console or holds(user, Role.PRIMARY_CARE):
        return YES
    if holds(user, Role.FINANCE):
        if kind in OF_FINANCE:
            return YES
        return no("Finance holds and releases payments: the primary care team decides all else")
    return no("Only the CCG's primary care team decides about payments")


def can_decide_about(user: User, kind: str, organisation: Organisation) -> Permission:
    allowed = can_decide_kind(user, kind)
    return no_conflict(user, organisation) if allowed else allowed


reads_decisions = only(
    Role.PRIMARY_CARE,
    Role.FINANCE,
    Role.DATA_QUALITY,
    reason="Only the CCG reads decisions about everybody's payments",
)
