"""Inviting people, and what becomes of an invitation: sent again, withdrawn, accepted."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from commissioning.accounts.actions.memberships import hold
from commissioning.accounts.policy import can_accept, can_change_invitation, can_give_role
from commissioning.clock import today
from commissioning.models import Invitation, Organisation, Role, User
from commissioning.policy.decision import no, require
from commissioning.records.audit import record
from commissioning.web.emails import send_letter
from commissioning.web.site_url import hash_of, invitation_path, site_address

DAYS_GOOD = 14


@transaction.atomic
def invite(
    *,
    email: str,
    role: Role,
    organisation: Organisation | None,
    by: User,
    name: str = "",
    manages: bool = False,
    deputy: bool = False,
) -> Invitation:
    """Invite somebody to a role and send them the link, which works once, for 14 days.

    Raises ValidationError for what is no e-mail address; refuses where the same role is held, or
    an invitation to it is open.
    """
    require(can_give_role(by, role, organisation))
    email = email.strip().lower()
    validate_email(email)
    _refuse_twice(email, role, organisation)
    token, day = secrets.token_urlsafe(32), today()
    invitation = Invitation.objects.create(
        token_hash=hash_of(token),
        email=email,
        name=name,
        role=role,
        organisation=organisation,
        manages=manages and role == Role.PRACTICE,
        deputy=deputy and role == Role.PCN_DIRECTOR,
        invited_by=by,
        invited_on=day,
        expires_on=day + timedelta(days=DAYS_GOOD),
    )
    record("person invited", invitation, by=by, role=role.value)
    _send(invitation, token)
    return invitation


@transaction.atomic
def send_invitation_again(*, invitation: Invitation, by: User) -> Invitation:
    """Send a new link, good for 14 days from today. The link sent before stops working."""
    invitation = _locked(invitation)
    require(can_change_invitation(by, invitation))
    token, day = secrets.token_urlsafe(32), today()
    invitation.token_hash = hash_of(token)
    invitation.invited_by, invitation.invited_on = by, day
    invitation.expires_on = day + timedelta(days=DAYS_GOOD)
    invitation.save()
    record("invitation sent again", invitation, by=by)
    _send(invitation, token)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Take an invitation back: its link says so from now on."""
    invitation = _locked(invitation)
    require(can_change_invitation(by, invitation))
    invitation.withdrawn_by, invitation.withdrawn_on = by, today()
    invitation.save()
    record("invitation withdrawn", invitation, by=by)
    return invitation


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, by: User | None, name: str = "", password: str = ""
) -> User:
    """Let the person who was invited in, with the role, from today.

    `by` is the person where one of that address is signed in. Nobody: the link alone proves who
    it is, so a name and a password are set; that is refused where the address has a password.
    Raises ValidationError for a password that is too weak.
    """
    invitation = _locked(invitation)
    require(can_accept(invitation, today()))
    person = by or _newcomer(invitation, name, password)
    if person.email != invitation.email:
        require(no(f"This invitation is for {invitation.email}, and you are {person.email}"))
    membership, _ = hold(
        person=person,
        role=Role(invitation.role),
        organisation=invitation.organisation,
        starts_on=today(),
        manages=invitation.manages,
        deputy=invitation.deputy,
    )
    invitation.accepted_by, invitation.accepted_on = person, today()
    invitation.save()
    record(
        "invitation accepted",
        invitation,
        by=person,
        role=invitation.role,
        invited_by=invitation.invited_by.email,
        starts_on=membership.starts_on.isoformat(),
    )
    return person


def _newcomer(invitation: Invitation, name: str, password: str) -> User:
    """The person of the address, with the name and password set, made where there is none."""
    existing_person = User.objects.select_for_update().filter(email=invitation.email).first()
    if existing_person is not None and existing_person.has_usable_password():
        require(no(f"{invitation.email} can sign in already: sign in to accept"))
    person = existing_person or User(email=invitation.email)
    person.name = name.strip() or person.name or invitation.name
    validate_password(password, person)
    person.password = make_password(password)
    person.save()
    return person


def _refuse_twice(email: str, role: Role, organisation: Organisation | None) -> None:
    person = User.objects.filter(email=email).first()
    if person is not None:
        held = person.roles_on(today()).filter(role=role, organisation=organisation)
        if held.filter(ends_on__isnull=True).exists():
            raise ValidationError(f"{email} has this role already")
    same = Invitation.objects.filter(email=email, role=role, organisation=organisation)
    if same.filter(accepted_on=None, withdrawn_on=None).exists():
        raise ValidationError(
            f"{email} is invited to this role already: send that invitation again instead"
        )


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def _send(invitation: Invitation, token: str) -> None:
    send_letter(
        "invitation",
        invitation.email,
        invitation=invitation,
        link=site_address() + invitation_path(token),
    )
