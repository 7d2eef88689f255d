"""Conflicts of interest: nobody decides about an organisation that they act for, or its network.

What is decided about a network bears on its practices, and what is decided about a practice on the
rest of its network: who covers, who shares what is set free. So whoever acts for one of them today
decides about none of them, in whatever role.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.models.spans import holding_on
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import roles_today
from practices.models import Membership

Kind = Organisation.Kind
ANOTHER = "somebody else decides about it"


def no_conflict(user: User, *concerned: Organisation) -> Permission:
    """Decide about these organisations: nobody who has a stake in one of them."""
    why = stakes_of(user)
    code = next((organisation.code for organisation in concerned if organisation.code in why), None)
    return YES if code is None else no(why[code])


def stakes_of(user: User) -> Mapping[str, str]:
    """The codes of those about whom a person decides nothing today, each with the reason.

    Read once for each person here, and only where they act for a practice or a network.
    """
    held: tuple[date, Mapping[str, str]] | None = getattr(user, "_stakes", None)
    if held is None or held[0] != today():
        held = (today(), _stakes(user))
        user._stakes = held  # type: ignore[attr-defined]  # noqa: SLF001  (asked many times a page)
    return held[1]


def _stakes(user: User) -> Mapping[str, str]:
    own = {
        membership.organisation.code: membership.organisation
        for membership in roles_today(user)
        if membership.organisation is not None
        and membership.organisation.kind in (Kind.PRACTICE, Kind.PCN)
    }
    if not own:
        return {}
    reasons: dict[str, str] = {}
    for network, members in _networks(own).items():
        everybody = [network, *members]
        mine = next(
            own[organisation.code] for organisation in everybody if organisation.code in own
        )
        for organisation in everybody:
            reasons.setdefault(organisation.code, _why(mine, organisation, network))
    return reasons | {
        code: f"You act for {organisation}: {ANOTHER}" for code, organisation in own.items()
    }


def _networks(own: Mapping[str, Organisation]) -> Mapping[Organisation, list[Organisation]]:
    """The networks that a person acts for, or for a practice of, with their practices today."""
    rows = Membership.objects.filter(holding_on(today()), group_kind=Kind.PCN)
    directed = rows.filter(group__code__in=own)
    shared = rows.filter(group__in=rows.filter(member__code__in=own).values("group"))
    members_by_network: dict[Organisation, list[Organisation]] = {}
    for row in (directed | shared).select_related("group", "member"):
        members_by_network.setdefault(row.group, []).append(row.member)
    return members_by_network


def _why(mine: Organisation, other: Organisation, network: Organisation) -> str:
    if mine == network:
        return f"You act for {mine}, the network of {other}: {ANOTHER}"
    if other == network:
        return f"You act for {mine}, a practice of {other}: {ANOTHER}"
    return f"You act for {mine}, of the same network as {other}: {ANOTHER}"
