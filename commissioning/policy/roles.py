"""Which roles a person holds today, and for whom. Every app's policy is built from these."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from commissioning.clock import today
from commissioning.models import Organisation, Role, RoleMembership, User
from commissioning.policy.decision import YES, Permission, no


def roles_today(user: User) -> list[RoleMembership]:
    """The roles a person holds today, with their organisations; read once for each person here."""
    if not user.is_active:
        return []
    held: tuple[date, list[RoleMembership]] | None = getattr(user, "_roles_today", None)
    if held is None or held[0] != today():
        roles = user.roles_on(today()).select_related("organisation")
        held = (today(), list(roles.order_by("role", "organisation__code")))
        user._roles_today = held  # type: ignore[attr-defined]  # noqa: SLF001  (asked many times a page)
    return held[1]


def holds(user: User, *roles: Role) -> bool:
    """Say whether a person holds one of these roles today."""
    return any(membership.role in roles for membership in roles_today(user))


def only(*roles: Role, reason: str, console: bool = False) -> Callable[[User], Permission]:
    """The rule that lets those pass who hold one of these roles today; others hear the reason.

    `console`: management commands pass too.
    """

    def rule(user: User) -> Permission:
        if (console and user.is_console) or holds(user, *roles):
            return YES
        return no(reason)

    return rule


def acts_for(user: User, role: Role) -> list[Organisation]:
    """The organisations a person acts for today in a role."""
    return [
        membership.organisation
        for membership in roles_today(user)
        if membership.role == role and membership.organisation is not None
    ]


def signed_in(user: User) -> Permission:
    return YES if user.is_active else no("Your access has ended")


def can_send_for(user: User, organisation: Organisation) -> Permission:
    """Send files for an organisation: its own people, and the CCG's team for anybody."""
    mine = any(membership.organisation_id == organisation.pk for membership in roles_today(user))
    if mine or user.is_console or holds(user, Role.PRIMARY_CARE, Role.FINANCE):
        return YES
    return no(f"Only {organisation} and the CCG send files for it")


def has_a_role(user: User) -> Permission:
    if roles_today(user):
        return YES
    return no("You act for no organisation today: ask the CCG’s primary care team for a role")


def can_keep_reference_data(user: User) -> Permission:
    """Practices, networks, lists and homes, from the publishers' files."""
    if user.is_console or holds(user, Role.PRIMARY_CARE, Role.FINANCE):
        return YES
    return no("Only the CCG's primary care team and finance keep the register of organisations")
