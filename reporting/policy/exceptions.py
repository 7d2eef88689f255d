"""Exceptions of care homes: who raises, reviews, answers and closes them, and why not."""

from __future__ import annotations

from carehomes.policy import CCG_READERS, holds_role_for, is_ccg
from commissioning.clock import today
from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import acts_for, only
from practices.policy.conflicts import no_conflict
from practices.selectors.organisations import network_of
from reporting.models import HomeException

State = HomeException.State


# See exceptions at all; which, the selector says.
reads_exceptions = only(
    *CCG_READERS,
    Role.PRACTICE,
    Role.PCN_DIRECTOR,
    reason="Practices, directors and the CCG see exceptions; the LMC reads totals",
)


raises_exceptions = only(
    Role.PRIMARY_CARE,
    Role.PRACTICE,
    reason="Practices and the CCG’s primary care team raise exceptions",
    console=True,
)


def can_raise(user: User, practice: Organisation | None) -> Permission:
    """Raise an exception for a practice, or for the CCG itself."""
    if practice is None:
        return YES if is_ccg(user) else no("Only the CCG’s primary care team raises its own")
    if holds_role_for(user, Role.PRACTICE, practice):
        return YES
    return no(f"Only {practice} raises exceptions in its name")


def can_report_nothing(user: User, practice: Organisation) -> Permission:
    if holds_role_for(user, Role.PRACTICE, practice):
        return YES
    return no(f"Only {practice} says that it has nothing to report")


# Review exceptions: directors and their deputies.
reviews_exceptions = only(
    Role.PCN_DIRECTOR, reason="A network’s clinical director, or a deputy, reviews exceptions"
)


def can_review(user: User, exception: HomeException) -> Permission:
    """Review one: a director of the practice's network; not about one's own practice (D-27)."""
    allowed = reviews_exceptions(user)
    if not allowed:
        return allowed
    if exception.source != HomeException.Source.PRACTICE or exception.organisation is None:
        return no("A director reviews what practices raise; this one the CCG keeps")
    if exception.state == State.CLOSED:
        return no("It is closed")
    network = network_of(exception.organisation, today())
    if network is None or not holds_role_for(user, Role.PCN_DIRECTOR, network):
        return no("It is of another network")
    if any(practice.pk == exception.organisation_id for practice in acts_for(user, Role.PRACTICE)):
        return no(f"You act for {exception.organisation}: a deputy reviews it")
    return YES


def can_answer_returned_exception(user: User, exception: HomeException) -> Permission:
    """Answer the question with which a director returned an exception."""
    if exception.state != State.RETURNED:
        return no("Nothing is asked")
    return can_raise(user, exception.organisation)


def can_correct(user: User, exception: HomeException) -> Permission:
    """Correct what was raised: whoever raises in that name, until it is mended or closed."""
    if exception.source == HomeException.Source.RECORD:
        return no("The record raised it: correct the record, and it follows")
    if not exception.is_open:
        return no("It is mended or closed: raise another where something is missing again")
    return can_raise(user, exception.organisation)


names_consequences = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG’s primary care team says what follows from an exception",
    console=True,
)


def can_name_consequence(user: User, exception: HomeException) -> Permission:
    """Link a decision about payment, not about an organisation that one acts for."""
    allowed = names_consequences(user)
    if allowed and exception.organisation is not None:
        return no_conflict(user, exception.organisation)
    return allowed


# Let the record raise what it shows is missing: the site by itself, or the CCG.
can_raise_from_records = only(
    Role.PRIMARY_CARE,
    reason="The site does this by itself, or the CCG’s primary care team",
    console=True,
)


closes_exceptions = only(
    Role.PRIMARY_CARE, reason="Only the CCG’s primary care team closes exceptions", console=True
)


def can_close(user: User, exception: HomeException) -> Permission:
    """Close one, with the reason: the CCG, not about an organisation that one acts for."""
    allowed = closes_exceptions(user)
    if allowed and exception.state == State.CLOSED:
        return no("It is closed already")
    if allowed and exception.organisation is not None:
        return no_conflict(user, exception.organisation)
    return allowed
