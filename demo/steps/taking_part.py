"""What practices asked about taking part, what directors said, and what the CCG decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from commissioning.models import Organisation, User
from payments.actions.opt_outs import decide_deviation_payment
from practices.actions.answers import ask_to_change_answer
from practices.actions.chases import chase
from practices.actions.deviations import ask_for_deviation, decide_deviation
from practices.actions.funding_questions import ask_about_funding
from practices.actions.offers import choose_offer, decide_offer
from practices.actions.requests import comment_on
from practices.actions.shared_sign_ups import share_sign_ups
from practices.models import Asked, Deviation, Offer, SignUpRequest
from practices.rules.signatory import Signatory
from practices.selectors.chasing import chasable, unanswered

Each = TypeVar("Each", bound=Asked)


def _practice(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def _open(model: type[Each], practice: str) -> Each:
    """The one that a practice asked last and that waits for a decision."""
    rows = model._default_manager.filter(practice__code=practice, status=Asked.Status.OPEN)  # noqa: SLF001
    return rows.latest("asked_on", "pk")


def ask_deviation(*, by: User, practice: str, **said: Any) -> None:
    ask_for_deviation(practice=_practice(practice), by=by, **said)


def comment_deviation(*, by: User, practice: str, text: str) -> None:
    comment_on(practice_request=_open(Deviation, practice), text=text, by=by)


def settle_deviation(*, by: User, practice: str, agreed: bool, reason: str) -> None:
    decide_deviation(deviation=_open(Deviation, practice), agreed=agreed, reason=reason, by=by)


def pay_deviation_in_full(*, by: User, practice: str, reason: str) -> None:
    """Decide about payment of the deviation that was settled last and too late."""
    rows = Deviation.objects.filter(practice__code=practice, payment=None, decided_on__isnull=False)
    decide_deviation_payment(deviation=rows.latest("decided_on", "pk"), reason=reason, by=by)


def offer(*, by: User, practice: str, **said: Any) -> None:
    choose_offer(practice=_practice(practice), by=by, **said)


def comment_offer(*, by: User, practice: str, text: str) -> None:
    comment_on(practice_request=_open(Offer, practice), text=text, by=by)


def settle_offer(*, by: User, practice: str, agreed: bool, reason: str) -> None:
    decide_offer(offer=_open(Offer, practice), agreed=agreed, reason=reason, by=by)


def chase_unanswered(*, by: User, specification: str) -> None:
    chase(
        organisations=unanswered(by, specification),
        specification=specification,
        about="sign-up",
        by=by,
    )


def chase_one(*, by: User, code: str, specification: str, about: str) -> None:
    chase(organisations=chasable(by, [code]), specification=specification, about=about, by=by)


def share(*, by: User, specification: str) -> None:
    share_sign_ups(specification=specification, by=by)


def ask_late(*, by: User, practice: str, wish: str, signed_by: str, role: str, **said: Any) -> None:
    ask_to_change_answer(
        practice=_practice(practice),
        wish=SignUpRequest.Wish(wish),
        signatory=Signatory(signed_by, role),
        by=by,
        **said,
    )


def ask_funding(*, by: User, practice: str, specification: str, reason: str, due_on: date) -> None:
    ask_about_funding(
        practice=_practice(practice),
        specification=specification,
        reason=reason,
        due_on=due_on,
        by=by,
    )


DEEDS: dict[str, Callable[..., None]] = {
    "ask about funding": ask_funding,
    "ask for a deviation": ask_deviation,
    "ask late": ask_late,
    "chase": chase_one,
    "chase all unanswered": chase_unanswered,
    "choose an offer": offer,
    "comment on a deviation": comment_deviation,
    "comment on an offer": comment_offer,
    "decide a deviation": settle_deviation,
    "decide an offer": settle_offer,
    "pay a deviation in full": pay_deviation_in_full,
    "share sign-ups": share,
}
