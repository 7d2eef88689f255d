"""Letting people in, and the roles they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.core.validators import validate_email
from django.db import transaction

from commissioning.accounts.actions.memberships import hold
from commissioning.accounts.policy import can_hold, can_make_people
from commissioning.models import Organisation, Role, RoleMembership, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.web.site_url import password_path


@dataclass(frozen=True, slots=True)
class LetIn:
    """A person with the role asked for, and whether either is new."""

    person: User
    membership: RoleMembership
    person_is_new: bool
    role_is_new: bool


@transaction.atomic
def let_person_in(
    *,
    email: str,
    role: Role,
    organisation: Organisation | None,
    starts_on: date,
    by: User,
    name: str = "",
    manages: bool = False,
    deputy: bool = False,
) -> LetIn:
    """Give a person a role from a day on, making the person first where nobody has the address.

    No organisation stands for the commissioner itself. A role already held stays as it is, or
    starts earlier where that is asked. Raises ValidationError for what is no e-mail address.
    """
    require(can_make_people(by))
    require(can_hold(role, organisation))
    validate_email(email)
    person, person_is_new = User.objects.get_or_create(
        email=email.lower(), defaults={"name": name, "password": make_password(None)}
    )
    person = User.objects.select_for_update().get(pk=person.pk)
    membership, role_is_new = hold(
        person=person,
        role=role,
        organisation=organisation,
        starts_on=starts_on,
        manages=manages,
        deputy=deputy,
    )
    if person_is_new or role_is_new:
        record(
            "person let in" if person_is_new else "role given",
            person,
            by=by,
            role=role.value,
            organisation=organisation,
            for_code=organisation.code if organisation else "",
            starts_on=membership.starts_on.isoformat(),
        )
    return LetIn(person, membership, person_is_new, role_is_new)


@transaction.atomic
def make_password_link(*, person: User, by: User) -> str:
    """Make the path of a page where a person sets a password, once, within three days."""
    require(can_make_people(by))
    record("password link made", person, by=by)
    return password_path(person)
