"""Who may read the register of practices and networks, and how much of it."""

from __future__ import annotations

from commissioning.models import Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import holds, only

CCG = (Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY)


# Read all that is on record of every practice and network.
reads_every_practice = only(*CCG, reason="Only the CCG reads about every practice", console=True)


def lists_practices(user: User) -> Permission:
    """Read the names of all practices and networks; the LMC reads no more of them than that."""
    if reads_every_practice(user) or holds(user, Role.LMC):
        return YES
    return no("Only the CCG and the LMC read the list of all practices")


def reads_practices(user: User) -> Permission:
    """Open the lists; which practices stand in them, `practices_listed_for` says."""
    if lists_practices(user) or holds(user, Role.PRACTICE, Role.PCN_DIRECTOR):
        return YES
    return no("You act for no organisation today")


# Enter what many practices answered, counted or sent on paper, at once.
enters_for_practices = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG's primary care team enters what practices send on paper",
    console=True,
)


# Bring in counts of many practices' registers at once.
enters_counts = only(
    Role.PRIMARY_CARE,
    Role.DATA_QUALITY,
    reason="Only the data quality team and the CCG's primary care team bring in counts",
    console=True,
)
