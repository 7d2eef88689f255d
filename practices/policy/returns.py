"""Who may write, send, ask back, open again and judge a return, and why not."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import acts_for, holds, only
from practices.models import ReturnForm
from practices.policy.answers import can_judge_return, can_send_return
from practices.policy.conflicts import no_conflict

READS_EVERY_RETURN = (Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY)


def can_complete_group_return(
    user: User, network: Organisation, members: Iterable[Organisation]
) -> Permission:
    """Confirm the row that makes a group's form whole: its director, or a practice of the group."""
    own = {practice.pk for practice in acts_for(user, Role.PRACTICE)}
    return YES if own & {member.pk for member in members} else can_send_return(user, network)


def can_write_form(user: User, organisation: Organisation, form: ReturnForm | None) -> Permission:
    """Write in a form: while it is a draft, or open again."""
    allowed = can_send_return(user, organisation)
    if not allowed or form is None or form.can_be_written:
        return allowed
    if form.status == ReturnForm.Status.ASKED_BACK:
        return no("It was asked back: the CCG’s primary care team opens it again")
    return no("It was sent already: ask for it back to change it")


def can_ask_back(user: User, organisation: Organisation, form: ReturnForm | None) -> Permission:
    """Ask the CCG to open again what was sent in error."""
    allowed = can_send_return(user, organisation)
    if not allowed:
        return allowed
    if form is None or form.status != ReturnForm.Status.SENT:
        return no("Only what was sent on this site can be asked back")
    return YES


def can_reopen(
    user: User, organisation: Organisation, form: ReturnForm | None, *, received: bool
) -> Permission:
    """Open a form again. `received`: it is on record as received, with or without a document."""
    if not can_judge_return(user):
        return no("Only the CCG’s primary care team opens a return again")
    if form is not None and form.can_be_written:
        return no("It is open already")
    if form is None and not received:
        return no("Nothing was received yet")
    return no_conflict(user, organisation)


def can_keep(user: User, organisation: Organisation, form: ReturnForm | None) -> Permission:
    """Answer no to a request to have a form back."""
    if not can_judge_return(user):
        return no("Only the CCG’s primary care team answers a request to have a return back")
    if form is None or form.status != ReturnForm.Status.ASKED_BACK:
        return no("It was not asked back")
    return no_conflict(user, organisation)


def can_judge_form(
    user: User,
    organisation: Organisation,
    form: ReturnForm | None,
    *,
    received: bool,
    sent_by: int | None,
) -> Permission:
    """Say whether what was received meets what was asked; never of what one sent oneself."""
    allowed = can_judge_return(user)
    if not allowed:
        return allowed
    if form is not None and form.status != ReturnForm.Status.SENT:
        return no("It is not with the CCG at the moment")
    if form is None and not received:
        return no("Nothing was received yet")
    if sent_by == user.pk:
        return no("You sent this: another person of the team judges it")
    return no_conflict(user, organisation)


def reads_returns(user: User) -> Permission:
    """Read returns; whose, `visible_organisations` says."""
    if holds(user, *READS_EVERY_RETURN, Role.PRACTICE, Role.PCN_DIRECTOR):
        return YES
    if holds(user, Role.LMC):
        return no("The LMC reads specifications and totals, not what one practice sends")
    return no("You act for no organisation today")


reads_every_return = only(*READS_EVERY_RETURN, reason="Only the CCG reads what everybody sends")


# Send returns; whose, `can_send_return` says.
sends_returns = only(
    Role.PRIMARY_CARE,
    Role.PRACTICE,
    Role.PCN_DIRECTOR,
    reason="Practices, directors and the CCG’s primary care team send returns",
)


def judges_returns(user: User) -> Permission:
    """Judge, open again, compile and discuss what was sent."""
    if can_judge_return(user):
        return YES
    return no("Only the CCG’s primary care team judges what was sent")
