"""Who sees what a year will come to, who tries what-if, and who sets budgets."""

from __future__ import annotations

from commissioning.models import Role, User
from commissioning.policy.decision import Permission, no
from commissioning.policy.roles import has_a_role, holds, only

# Read what a year will come to, and what it would if something were otherwise.
reads_forecasts = only(
    Role.FINANCE,
    Role.PRIMARY_CARE,
    reason="Forecasts and what-if are for finance and the CCG's primary care team",
)


sets_budgets = only(Role.FINANCE, reason="Only finance sets budgets")


# Read what all practices together are paid, by specification and month.
reads_totals = only(
    Role.LMC,
    Role.FINANCE,
    Role.PRIMARY_CARE,
    Role.DATA_QUALITY,
    reason="Totals of all practices are for the LMC and the CCG: you can read your own payments",
)


def reads_everybodys_worth(user: User) -> bool:
    """Say whether a person is told what readings are worth to all, not to their own alone."""
    return bool(reads_totals(user))


def reads_what_it_is_worth(user: User) -> Permission:
    """Read what a specification pays one's own practice or network, with the sum."""
    if holds(user, Role.LMC) and not holds(
        user, Role.FINANCE, Role.PRIMARY_CARE, Role.DATA_QUALITY, Role.PRACTICE, Role.PCN_DIRECTOR
    ):
        return no("The LMC reads specifications and totals, not what one practice is paid")
    return has_a_role(user)
