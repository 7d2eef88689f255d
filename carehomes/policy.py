"""Who may align homes to networks, and count who lives in them."""

from __future__ import annotations

from commissioning.models import Organisation, Role, User
from commissioning.policy import YES, Decision, acts_for, holds, no


def can_align_homes(user: User) -> Decision:
    """Agree, with the networks, which of them looks after which home."""
    if user.is_console or holds(user, Role.PRIMARY_CARE):
        return YES
    return no("Only the CCG's primary care team aligns homes to networks")


def can_count_residents(user: User, practice: Organisation) -> Decision:
    """Say how many residents of a home are registered with a practice."""
    if user.is_console or holds(user, Role.PRIMARY_CARE):
        return YES
    if any(each.pk == practice.pk for each in acts_for(user, Role.PRACTICE)):
        return YES
    return no(f"Only {practice} and the CCG's primary care team count its residents")
