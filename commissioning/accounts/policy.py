"""People: who lets whom in, who ends it, and for whom a password alone is too little."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from commissioning.models import Invitation, Organisation, Role, RoleMembership, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import holds, only, roles_today

SECOND_STEP = frozenset({Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY})


def needs_second_step(user: User) -> bool:
    """Whether a password alone is too little for a person: for the CCG's, who decide and pay."""
    return holds(user, *SECOND_STEP)


def managed_by(user: User) -> list[Organisation]:
    """The practices whose people somebody may invite, as their manager."""
    return [
        membership.organisation
        for membership in roles_today(user)
        if membership.manages
        and membership.role == Role.PRACTICE
        and membership.organisation is not None
    ]


def keeps_people(user: User) -> Permission:
    if keeps_everybody(user) or managed_by(user):
        return YES
    return no("Only the CCG’s primary care team and the managers of practices keep people’s access")


keeps_everybody = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG’s primary care team keeps the access of everybody",
    console=True,
)


def can_give_role(user: User, role: Role, organisation: Organisation | None) -> Permission:
    """Give somebody a role, or invite them to one."""
    if not can_hold(role, organisation):
        return can_hold(role, organisation)
    if keeps_everybody(user):
        return YES
    if role == Role.PRACTICE and organisation in managed_by(user):
        return YES
    if managed_by(user):
        return no(
            "You can invite people to your own practice only; the primary care team to others"
        )
    return keeps_people(user)


def can_change_invitation(user: User, invitation: Invitation) -> Permission:
    """Send an invitation again, or withdraw it."""
    if invitation.accepted_on:
        return no(f"{invitation.email} has accepted this invitation already")
    if invitation.withdrawn_on:
        return no("This invitation was withdrawn: send a new one")
    return can_give_role(user, Role(invitation.role), invitation.organisation)


def can_accept(invitation: Invitation, day: date) -> Permission:
    if invitation.accepted_on:
        return no("This invitation was accepted already")
    if invitation.withdrawn_on:
        return no("This invitation was withdrawn")
    if invitation.has_expired(day):
        return no("This invitation is too old")
    return can_hold(Role(invitation.role), invitation.organisation)


def can_end_role(user: User, membership: RoleMembership, ends_on: date) -> Permission:
    """End a role after a day. Nobody shuts themselves out, so somebody is always left to act."""
    may = can_give_role(user, Role(membership.role), membership.organisation)
    if not may:
        return may
    if membership.person_id != user.pk:
        return YES
    others = user.roles.exclude(pk=membership.pk).filter(starts_on__lte=ends_on)
    if others.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)).exists():
        return YES
    return no(
        "This is your own last role, and you would shut yourself out: ask a colleague to end it"
    )


def can_correct_person(user: User, person: User) -> Permission:
    """Put a person's name and e-mail address right.

    Who holds the address can set the password. So a manager corrects only those who never acted
    for anybody but the manager's practices.
    """
    if person.is_console:
        return no("Nobody signs in as this person: commands act in its name")
    if keeps_everybody(user):
        return YES
    mine = {practice.pk for practice in managed_by(user)}
    if not mine:
        return keeps_people(user)
    if all(
        membership.role == Role.PRACTICE and membership.organisation_id in mine
        for membership in _roles(person)
    ):
        return YES
    return no(f"{person} acts for others too: ask the primary care team to correct the details")


def can_reset_second_step(user: User, person: User) -> Permission:
    """Take away a lost phone or passkey, so that the person sets up another."""
    if person.pk == user.pk:
        return no("Change your own second step under “Your account”")
    return keeps_everybody(user)


def _roles(person: User) -> list[RoleMembership]:
    return list(person.roles.all())


can_make_people = only(
    Role.PRIMARY_CARE, reason="Only the CCG's primary care team lets people in", console=True
)


ACTS_FOR = {
    Role.PRACTICE: (Organisation.Kind.PRACTICE, "a GP practice"),
    Role.PCN_DIRECTOR: (Organisation.Kind.PCN, "a primary care network"),
}


def can_hold(role: Role, organisation: Organisation | None) -> Permission:
    """Which roles act for which organisations. None: the commissioner itself."""
    if role in ACTS_FOR:
        kind, words = ACTS_FOR[role]
        if organisation is None:
            return no(f"The role {role.value} is held for {words}: say which, by its ODS code")
        if organisation.kind != kind:
            return no(f"The role {role.value} is held for {words}, and {organisation} is not one")
        return YES
    allowed = {Organisation.Kind.COMMISSIONER, Organisation.Kind.LMC}
    if role is not Role.LMC:
        allowed.remove(Organisation.Kind.LMC)
    if organisation is not None and organisation.kind not in allowed:
        return no(f"The role {role.value} is held for the commissioner, not for {organisation}")
    return YES
