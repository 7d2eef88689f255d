"""Who was invited, and who took on another role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commissioning.accounts.actions.access import give_role
from commissioning.accounts.actions.invitations import invite
from commissioning.models import Organisation, Role, User


def invited(*, by: User, email: str, name: str, role: str, organisation: str = "") -> None:
    invite(email=email, name=name, role=Role(role), organisation=_called(organisation), by=by)


def gave_role(*, by: User, to: str, role: str, organisation: str = "", **more: Any) -> None:
    give_role(
        person=User.objects.get(email=to),
        role=Role(role),
        organisation=_called(organisation),
        by=by,
        **more,
    )


def _called(code: str) -> Organisation | None:
    return Organisation.objects.get(code=code) if code else None


DEEDS: dict[str, Callable[..., Any]] = {"gave a role": gave_role, "invited": invited}
