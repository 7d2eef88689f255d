"""Who opts a practice out, and who decides what a deviation or a late opt-out does to payment."""

from __future__ import annotations

from datetime import date

from commissioning.domain.periods import written
from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import holds
from commissioning.specifications.schema import SignUpRule
from payments.models import DeviationPayment
from payments.policy.runs import can_decide
from practices.models import Deviation, SignUp
from practices.policy.answers import can_answer_sign_up
from practices.policy.conflicts import no_conflict


def can_decide_deviation_payment(
    user: User, deviation: Deviation, decided: DeviationPayment | None, on: date
) -> Permission:
    """Decide what is paid where a deviation was not settled before the element started."""
    allowed = can_decide(user)
    if not allowed:
        return allowed
    if deviation.asked_by_id == user.pk:
        return no("You entered this yourself: a second person of the team decides it")
    if not (free := no_conflict(user, deviation.practice)):
        return free
    if not deviation.asks_about_payment(on):
        return no("This was settled before the service started: payment does not change")
    if decided is not None:
        return no(f"{decided.decided_by} decided about payment on {written(decided.decided_on)}")
    return YES


def can_opt_out(user: User, practice: Organisation, answer: SignUp | None) -> Permission:
    """Opt a practice out, or ask to: its own people, or the CCG's team for it, on any day."""
    allowed = can_answer_sign_up(user, practice)
    if allowed and answer is not None and answer.response == SignUp.Response.DECLINED:
        return no(f"{practice} has told the CCG already, on {written(answer.responded_on)}")
    return allowed


def can_stay_in(
    user: User,
    practice: Organisation,
    answer: SignUp | None,
    rule: SignUpRule,
    *,
    decided: bool,
    on: date,
) -> Permission:
    """Take an opt-out back: until the date to opt out, or while a late one waits for the CCG."""
    allowed = can_answer_sign_up(user, practice)
    if not allowed:
        return allowed
    if answer is None or answer.response != SignUp.Response.DECLINED:
        return no(f"{practice} has not opted out")
    waits = answer.responded_on > rule.by and not decided
    if on <= rule.by or waits or holds(user, Role.PRIMARY_CARE):
        return YES
    return no("The opt-out counts, and the date to change it has passed: ask the CCG")


def can_decide_opt_out(
    user: User, practice: Organisation, answer: SignUp | None, rule: SignUpRule, *, decided: bool
) -> Permission:
    """Agree or refuse an opt-out that came after the date."""
    allowed = can_decide(user)
    if not allowed:
        return allowed
    if answer is None or answer.response != SignUp.Response.DECLINED:
        return no(f"{practice} has not asked to opt out")
    if answer.responded_on <= rule.by:
        return no("This opt-out came in time: there is nothing to decide")
    if decided:
        return no("This opt-out is decided already")
    if answer.answered_by_id == user.pk:
        return no("You entered this yourself: somebody else decides it")
    return no_conflict(user, practice)
