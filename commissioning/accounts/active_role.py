"""For whom a person acts in this session, and when they were here before.

A person with several roles takes one of them at a time. That narrows what the home page and the
menu show, never what the person is allowed to do: rules and selectors ask for all of the roles.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime

from django.http import HttpRequest

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.models import Role, RoleMembership, User
from commissioning.policy.roles import roles_today

CHOSEN = "acting_for"  # in the session: the key of the role that was chosen
PREVIOUS_VISIT = "previous_visit"  # in the session: when the person signed in the time before


def current(request: HttpRequest) -> RoleMembership | None:
    """The role a person acts in: the one chosen in this session, else the first held today."""
    if not isinstance(request.user, User):
        return None
    held = roles_today(request.user)
    chosen = request.session.get(CHOSEN)
    return next(
        (membership for membership in held if membership.pk == chosen), held[0] if held else None
    )


def act_for(request: HttpRequest, membership: RoleMembership) -> None:
    """Take one of the roles held, for the rest of the session."""
    request.session[CHOSEN] = membership.pk


def acting(request: HttpRequest) -> User:
    """The person as somebody who holds the current role alone: for what home and menu show.

    Never ask this one for permission: `request.user` keeps every role.
    """
    assert isinstance(request.user, User)  # noqa: S101  (for who is signed in)
    chosen = current(request)
    narrowed = copy(request.user)
    narrowed._roles_today = (today(), [chosen] if chosen else [])  # type: ignore[attr-defined]  # noqa: SLF001
    return narrowed


def previous_visit(request: HttpRequest) -> datetime | None:
    """When the person signed in the time before this one; None at the first time."""
    visit = request.session.get(PREVIOUS_VISIT)
    return datetime.fromisoformat(visit) if visit else None


def role_in_words(membership: RoleMembership) -> str:
    """What somebody does and for whom: “GP practice, The Mayflower Medical Practice”."""
    label = str(Role(membership.role).label)
    organisation = membership.organisation
    return f"{label}, {in_words(organisation.name)}" if organisation else label
