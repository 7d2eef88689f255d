"""The access of people who are here: roles given and ended, details put right, lost phones."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from commissioning.accounts.actions.memberships import hold
from commissioning.accounts.policy import (
    can_correct_person,
    can_end_role,
    can_give_role,
    can_reset_second_step,
)
from commissioning.accounts.sessions import end_sessions
from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.models import Organisation, Role, RoleMembership, User
from commissioning.policy.decision import no, require
from commissioning.records.audit import record
from commissioning.web.emails import send_letter


@transaction.atomic
def give_role(
    *,
    person: User,
    role: Role,
    organisation: Organisation | None,
    by: User,
    manages: bool = False,
    deputy: bool = False,
) -> RoleMembership:
    """Give somebody who is here a role, from today. What a role is given with is never taken."""
    require(can_give_role(by, role, organisation))
    if person.is_console:
        require(no("Nobody signs in as this person: commands act in its name"))
    membership, changed = hold(
        person=person,
        role=role,
        organisation=organisation,
        starts_on=today(),
        manages=manages and role == Role.PRACTICE,
        deputy=deputy and role == Role.PCN_DIRECTOR,
    )
    if not changed:
        raise ValidationError(f"{person} has this role already")
    record(
        "role given",
        person,
        by=by,
        role=role.value,
        for_code=organisation.code if organisation else "",
        starts_on=membership.starts_on.isoformat(),
    )
    return membership


@transaction.atomic
def end_role(
    *, membership: RoleMembership, ends_on: date, by: User, reason: str = ""
) -> RoleMembership:
    """End a role after a day: access ends with that day, and what was done stays on record.

    Yesterday ends it at once; an earlier day would say that what was done since was not allowed.
    """
    membership = RoleMembership.objects.select_for_update().get(pk=membership.pk)
    require(can_end_role(by, membership, ends_on))
    _check_end(membership, ends_on)
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    record(
        "role ended",
        membership.person,
        by=by,
        reason=reason,
        role=membership.role,
        for_code=membership.organisation.code if membership.organisation else "",
        ends_on=ends_on.isoformat(),
    )
    return membership


def _check_end(membership: RoleMembership, ends_on: date) -> None:
    day = today()
    if membership.ends_on is not None and membership.ends_on < day:
        raise ValidationError(f"This role ended on {written(membership.ends_on)}")
    earliest = day - timedelta(days=1)
    if ends_on < earliest:
        raise ValidationError(
            f"The last day must be {written(earliest)} or later: that day ends access at once"
        )
    if ends_on < membership.starts_on:
        raise ValidationError(
            f"The last day must be {written(membership.starts_on)} or later, when the role started"
        )


@transaction.atomic
def correct_person(*, person: User, name: str, email: str, by: User) -> User:
    """Put a person's name or e-mail address right. Both addresses are told of a new one."""
    person = User.objects.select_for_update().get(pk=person.pk)
    require(can_correct_person(by, person))
    email, before = email.strip().lower(), person.email
    validate_email(email)
    if User.objects.filter(email=email).exclude(pk=person.pk).exists():
        raise ValidationError(f"Somebody else has the e-mail address {email}")
    was = {"name": person.name, "email": before}
    person.name, person.email = name.strip(), email
    person.save(update_fields=["name", "email"])
    record("person corrected", person, by=by, was=was, name=person.name, email=email)
    if email != before:
        for address in (before, email):
            send_letter("address_changed", address, person=person, before=before, by=by)
    return person


@transaction.atomic
def reset_second_step(*, person: User, by: User, reason: str) -> User:
    """Take away a person's authenticator app, passkeys and recovery codes, and sign them out.

    Whoever holds the lost phone may be signed in on it. The person sets up another second step the
    next time they sign in; until then the password alone lets them go no further than that page.
    """
    require(can_reset_second_step(by, person))
    taken, _ = Authenticator.objects.filter(user=person).delete()
    if not taken:
        raise ValidationError(f"{person} has no second step set up")
    ended = end_sessions(person)
    record("second step reset", person, by=by, reason=reason, sessions_ended=ended)
    send_letter("second_step_reset", person.email, person=person, by=by)
    return person
