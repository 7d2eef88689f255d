"""Sitreps: who reads, counts, writes on and signs them, and why not."""

from __future__ import annotations

from carehomes.policy import CCG_READERS
from commissioning.models import Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import only
from reporting.models import Sitrep

reads_sitreps = only(
    *CCG_READERS,
    reason="The CCG reads sitreps; practices and directors see exceptions",
    console=True,
)


# Count, write on, sign and amend sitreps.
keeps_sitreps = only(
    Role.PRIMARY_CARE, reason="Only the CCG’s primary care team keeps sitreps", console=True
)


def can_write(user: User, sitrep: Sitrep) -> Permission:
    """Write on a sitrep: while it is a draft."""
    allowed = keeps_sitreps(user)
    if allowed and sitrep.is_signed:
        return no("It is signed: what came later is an amendment")
    return allowed


def can_sign(user: User, sitrep: Sitrep) -> Permission:
    """Sign one, once the directors' time to review is over and it was counted since (D-27)."""
    allowed = can_write(user, sitrep)
    if not allowed:
        return allowed
    if user.is_console:
        return no("A person signs a sitrep")
    if not sitrep.past_cut_off:
        return no("It was counted before the cut-off: count it again once that is past, then sign")
    return YES


def can_amend(user: User, sitrep: Sitrep) -> Permission:
    """Amend one that is signed."""
    allowed = keeps_sitreps(user)
    if allowed and not sitrep.is_signed:
        return no("It is not signed yet: count it again")
    return allowed
