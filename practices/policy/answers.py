"""Who may answer, count and send for a practice or network."""

from __future__ import annotations

from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import acts_for, holds, only
from practices.models import RegisterCount
from practices.policy.audits import can_audit


def _keeps_everyones(user: User) -> bool:
    """The commissioner's primary care team enters what practices send it on paper or by file."""
    return user.is_console or holds(user, Role.PRIMARY_CARE)


def _acts_for(user: User, role: Role, organisation: Organisation) -> bool:
    return any(own_organisation.pk == organisation.pk for own_organisation in acts_for(user, role))


def can_answer_sign_up(user: User, practice: Organisation) -> Permission:
    """Sign, or decline, for a practice."""
    if _keeps_everyones(user) or _acts_for(user, Role.PRACTICE, practice):
        return YES
    return no(f"Only {practice} and the CCG's primary care team answer for it")


def can_count_register(user: User, practice: Organisation, kind: str) -> Permission:
    """Record a register: a practice declares its own, the data quality team finds any by audit."""
    if kind != RegisterCount.Kind.DECLARED:
        return can_audit(user, practice)
    if _keeps_everyones(user) or _acts_for(user, Role.PRACTICE, practice):
        return YES
    return no(f"Only {practice} and the CCG's primary care team declare its register")


def can_send_return(user: User, organisation: Organisation) -> Permission:
    """Send a form for a practice, or for a network."""
    role = Role.PCN_DIRECTOR if organisation.kind == Organisation.Kind.PCN else Role.PRACTICE
    if _keeps_everyones(user) or _acts_for(user, role, organisation):
        return YES
    return no(f"Only {organisation} and the CCG's primary care team send its returns")


# Say whether what was sent meets what was asked.
can_judge_return = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG's primary care team says whether a return meets what was asked",
    console=True,
)


# Ask an organisation, by e-mail, for what it owes.
can_chase = only(
    Role.PRIMARY_CARE, reason="Only the CCG's primary care team chases practices and networks"
)
