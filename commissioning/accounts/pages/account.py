"""The page of one's own account, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commissioning.accounts.active_role import role_in_words
from commissioning.accounts.policy import needs_second_step
from commissioning.domain.periods import written
from commissioning.models import RoleMembership, User
from commissioning.records.audit import moment

KINDS = {"totp": "an authenticator app", "webauthn": "a passkey"}


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Who the person is, what they are here for, and how they sign in."""

    name: str
    email: str
    roles: tuple[tuple[str, bool], ...]  # in words, and whether it is the one acted in
    may_switch: bool
    has_password: bool
    second_step: str
    needs_it: bool
    is_asked_for: bool
    previous_visit: str

    @classmethod
    def of(
        cls,
        person: User,
        roles: Sequence[RoleMembership],
        acted_in: RoleMembership | None,
        authenticators: Sequence[Any],
        previous: datetime | None,
        *,
        is_required: bool,
    ) -> AccountPage:
        return cls(
            name=person.name or "Not given",
            email=person.email,
            roles=tuple((_role(role), role == acted_in and len(roles) > 1) for role in roles),
            may_switch=len(roles) > 1,
            has_password=person.has_usable_password(),
            second_step=_second_step(authenticators),
            needs_it=needs_second_step(person),
            is_asked_for=is_required,
            previous_visit=moment(previous, is_visit=True)
            if previous
            else "This is your first visit",
        )


def _role(membership: RoleMembership) -> str:
    more = [
        word
        for word, there in (
            ("manager", membership.manages),
            ("deputy", membership.deputy),
            (f"until {written(membership.ends_on)}" if membership.ends_on else "", True),
        )
        if there and word
    ]
    return ", ".join([role_in_words(membership), *more])


def _second_step(authenticators: Sequence[Any]) -> str:
    kinds = [
        KINDS[kind]
        for kind in KINDS
        if any(authenticator.type == kind for authenticator in authenticators)
    ]
    return f"Set up: {' and '.join(kinds)}" if kinds else "Not set up"
