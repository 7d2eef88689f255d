"""Who sees what a year will come to, who tries what-if, and who sets budgets."""

from __future__ import annotations

from commissioning.models import Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import has_a_role, holds


def reads_forecasts(user: User) -> Permission:
    """Read what a year will come to, and what it would if something were otherwise."""
    if holds(user, Role.FINANCE, Role.PRIMARY_CARE):
        return YES
    return no("Forecasts and what-if are for finance and the CCG's primary care team")


def sets_budgets(user: User) -> Permission:
    if holds(user, Role.FINANCE):
        return YES
    return no("Only finance sets budgets")


def reads_totals(user: User) -> Permission:
    """Read what all practices together are paid, by specification and month."""
    if holds(user, Role.LMC, Role.FINANCE, Role.PRIMARY_CARE, Role.DATA_QUALITY):
        return YES
    return no("Totals of all practices are for the LMC and the CCG: you can read your own payments")


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
