"""Who may answer, ask, comment and decide about taking part, and why not."""

from __future__ import annotations

from datetime import date

from commissioning.domain.periods import written
from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import acts_for, holds, only
from commissioning.specifications.schema import SignUpRule, Silence
from practices.models import Asked, Discussed, FundingQuestion
from practices.policy.answers import can_answer_sign_up
from practices.policy.conflicts import no_conflict

CCG = "the CCG's primary care team"


def acts_for_practice(user: User, organisation: Organisation) -> bool:
    """Say whether a person acts for a practice today: what it asks is their own matter."""
    return any(
        own_organisation.pk == organisation.pk for own_organisation in acts_for(user, Role.PRACTICE)
    )


# Open the pages about who takes part; which practices they show is the selector's to say.
reads_sign_ups = only(
    Role.PRIMARY_CARE,
    Role.FINANCE,
    Role.PRACTICE,
    Role.PCN_DIRECTOR,
    reason="Only practices, clinical directors and the CCG read who has signed up",
)


reads_every_sign_up = only(
    Role.PRIMARY_CARE, Role.FINANCE, reason="Only the CCG reads every practice's answers"
)


# Sign, decline or ask for a practice; which one is for the actions to check.
answers_sign_ups = only(
    Role.PRIMARY_CARE,
    Role.PRACTICE,
    reason=f"Only practices, and {CCG} for them, answer a specification",
)


decides_sign_ups = only(Role.PRIMARY_CARE, reason=f"Only {CCG} decides what practices ask for")


comments_on_practices = only(
    Role.PCN_DIRECTOR,
    reason="Only the network's clinical director, or the director's deputy, comments",
)


def can_answer_in_time(
    user: User, practice: Organisation, rule: SignUpRule, day: date
) -> Permission:
    """Answer as a practice itself until the end of the last day; the CCG's team on any day.

    Where silence means taking part, an answer after the date is an opt-out that waits for the
    commissioner's decision, so it is let in.
    """
    allowed = can_answer_sign_up(user, practice)
    if not allowed or day <= rule.by or rule.silence is Silence.IN:
        return allowed
    if not acts_for_practice(user, practice) or holds(user, Role.PRIMARY_CARE):
        return allowed
    return no(f"The last day to answer was {written(rule.by)}: ask the CCG to change it instead")


def can_ask_commissioner(user: User, practice: Organisation) -> Permission:
    """Ask the commissioner for something, for a practice."""
    if acts_for_practice(user, practice) or holds(user, Role.PRIMARY_CARE):
        return YES
    return no(f"Only {practice} and {CCG} ask for it")


def can_ask_late(user: User, practice: Organisation, rule: SignUpRule, day: date) -> Permission:
    """Ask to change an answer, once the date to answer has passed."""
    allowed = can_ask_commissioner(user, practice)
    if allowed and day <= rule.by:
        return no(f"You can still answer yourself, until {written(rule.by)}")
    return allowed


def can_decide_asked(user: User, practice_request: Asked) -> Permission:
    """Agree or refuse: the CCG's team, never on what they asked or have a stake in."""
    allowed = decides_sign_ups(user)
    if not allowed:
        return allowed
    if practice_request.asked_by_id == user.pk:
        return no("You entered this yourself: a second person of the team decides it")
    if not (free := no_conflict(user, practice_request.practice)):
        return free
    if not practice_request.is_open:
        return no(f"This is {practice_request.get_status_display().lower()} already")
    return YES


def can_withdraw(user: User, practice_request: Asked) -> Permission:
    """Take back what was asked, until it is decided: the practice, or who entered it."""
    if (
        not acts_for_practice(user, practice_request.practice)
        and practice_request.asked_by_id != user.pk
    ):
        return no(f"Only {practice_request.practice} takes back what it asked")
    if not practice_request.is_open:
        return no(f"This is {practice_request.get_status_display().lower()} already")
    return YES


def can_comment(
    user: User, practice_request: Discussed, network: Organisation | None
) -> Permission:
    """Comment as the clinical director of the practice's network, or as the director's deputy.

    A director does not comment on their own practice's matter: the deputy does.
    """
    if network is None or all(
        own_network.pk != network.pk for own_network in acts_for(user, Role.PCN_DIRECTOR)
    ):
        return no("Only the clinical director of the practice's network, or a deputy, comments")
    if (
        acts_for_practice(user, practice_request.practice)
        or practice_request.asked_by_id == user.pk
    ):
        return no(f"You work for {practice_request.practice}: your deputy comments on its matters")
    if not practice_request.is_open:
        return no(f"This is {practice_request.get_status_display().lower()} already")
    return YES


def can_talk_about(user: User, practice: Organisation) -> Permission:
    """Write a message about a practice's register: the practice and the CCG, to one another."""
    return can_ask_commissioner(user, practice)


can_ask_about_funding = only(
    Role.PRIMARY_CARE, Role.FINANCE, reason="Only the CCG asks how funding was used"
)


def can_answer_about_funding(user: User, question: FundingQuestion) -> Permission:
    if not acts_for_practice(user, question.practice):
        return no(f"Only {question.practice} says how it used the funding")
    if question.asked_by_id == user.pk:
        return no("You asked this yourself: a colleague of the practice answers it")
    return YES


can_share_sign_ups = only(
    Role.PRIMARY_CARE, reason=f"Only {CCG} shares with the directors who has signed up"
)
