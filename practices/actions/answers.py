"""A practice's own answer to a specification, and what it asks for after the date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.periods import day_before, written
from commissioning.imports import ImportOutcome
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import Specification
from practices.actions.settling import locked, settle
from practices.actions.sign_ups import SignUpRow, accept_sign_ups
from practices.models import SignUp, SignUpRequest
from practices.policy.answers import can_answer_sign_up
from practices.policy.sign_ups import can_ask_late, can_decide_asked
from practices.rules.signatory import Signatory
from practices.selectors.answering import governing

Response = SignUp.Response
Wish = SignUpRequest.Wish


@transaction.atomic
def answer_specification(
    *,
    practice: Organisation,
    specification: str,
    responses: Mapping[str, Response],
    signatory: Signatory,
    by: User,
    register: int | None = None,
) -> ImportOutcome:
    """Sign or decline, by element, as said today. Raises ValidationError where nobody is asked."""
    require(can_answer_sign_up(by, practice))
    version = governing(specification)
    if not parsed(version).sign_up.asked:
        raise ValidationError(f"{version.title} asks for no answer: every practice may take part")
    rows = [
        SignUpRow(
            line=None,
            practice_code=practice.code,
            specification=specification,
            element=element,
            response=response,
            responded_on=today(),
            register=register,
            signatory_name=signatory.name,
            signatory_role=signatory.role,
        )
        for element, response in responses.items()
    ]
    outcome = accept_sign_ups(rows=rows, by=by)
    record(
        "specification answered",
        version,
        by=by,
        organisation=practice,
        responses={element: str(response) for element, response in responses.items()},
    )
    return outcome


@transaction.atomic
def ask_to_change_answer(
    *,
    practice: Organisation,
    specification: str,
    element: str,
    wish: SignUpRequest.Wish,
    starts_on: date,
    signatory: Signatory,
    reason: str,
    by: User,
    register: int | None = None,
) -> SignUpRequest:
    """Ask to take part, or to stop, from a day, after the date to answer. No element: every one.

    Nothing changes until the commissioner agrees. Raises ValidationError where the day is outside
    the specification, or the same is asked already.
    """
    version = governing(specification)
    current_specification = parsed(version)
    require(can_ask_late(by, practice, current_specification.sign_up, today()))
    if element:
        _known(current_specification, element)
    if starts_on not in current_specification.period:
        raise ValidationError(
            f"{written(starts_on)} is outside the specification: give a day from"
            f" {written(current_specification.period.start)} to"
            f" {written(current_specification.period.end)}"
        )
    _none_open(practice, specification, element)
    request = SignUpRequest.objects.create(
        practice=practice,
        specification=specification,
        version=version,
        element=element,
        wish=wish,
        starts_on=starts_on,
        register=register if wish == Wish.TAKE_PART else None,
        signatory_name=signatory.name,
        signatory_role=signatory.role,
        reason=reason,
        asked_by=by,
        asked_on=today(),
    )
    record("sign-up request sent", request, by=by, reason=reason)
    return request


@transaction.atomic
def decide_sign_up_request(
    *,
    request: SignUpRequest,
    agreed: bool,
    reason: str,
    by: User,
    counts_from: date | None = None,
) -> SignUpRequest:
    """Accept a late answer from a day, or refuse it, with a reason.

    What is accepted becomes the practice's answer, as said on the day of the decision; the day it
    counts from bounds what is delivered. Without a day, the one that was asked for.
    """
    change_facts()
    request = locked(request)
    require(can_decide_asked(by, request))
    if agreed:
        request.counts_from = counts_from or request.starts_on
    settle(request, agreed=agreed, reason=reason, by=by)
    if agreed:
        accept_sign_ups(rows=list(_rows(request)), by=by)
    word = "accepted" if agreed else "refused"
    record(f"late answer {word}", request, by=by, reason=reason)
    return request


def _rows(request: SignUpRequest) -> list[SignUpRow]:
    """The answers that an accepted request comes to, element by element."""
    specification = parsed(request.version)
    first = request.counts_from
    if first is None or first not in specification.period:
        raise ValidationError(
            "The day it counts from must be in the specification: give a day from"
            f" {written(specification.period.start)} to {written(specification.period.end)}"
        )
    given = {
        sign_up.element: sign_up
        for sign_up in SignUp.objects.filter(
            practice=request.practice, specification=request.specification
        )
    }
    codes = (
        [request.element]
        if request.element
        else [element.code for element in specification.elements]
    )
    return [_row(request, specification, code, first, given.get(code)) for code in codes]


def _row(
    request: SignUpRequest,
    specification: Specification,
    element: str,
    first: date,
    before: SignUp | None,
) -> SignUpRow:
    """One element: taken part in from a day, declined, or left after what was delivered."""
    opens = min(period.start for period in specification.element(element).periods)
    response, starts_on, ends_on = Response.SIGNED, None, None
    if request.wish == Wish.TAKE_PART:
        starts_on = first if first > opens else None
    elif _delivered_before(before, first, opens):
        starts_on, ends_on = (before.starts_on if before else None), day_before(first)
    else:
        response = Response.DECLINED
    return SignUpRow(
        line=None,
        practice_code=request.practice.code,
        specification=request.specification,
        element=element,
        response=response,
        responded_on=today(),
        starts_on=starts_on,
        ends_on=ends_on,
        register=request.register,
        signatory_name=request.signatory_name,
        signatory_role=request.signatory_role,
    )


def _delivered_before(before: SignUp | None, first: date, opens: date) -> bool:
    """Whether a practice that stops has signed, and delivered some days already."""
    if before is None or before.response != Response.SIGNED:
        return False
    return (before.starts_on or opens) < first


def _known(specification: Specification, element: str) -> None:
    if element not in {listed_element.code for listed_element in specification.elements}:
        raise ValidationError(f"{specification.title} has no element “{element}”")


def _none_open(practice: Organisation, specification: str, element: str) -> None:
    """Refuse a request while another about the same element waits."""
    waiting = SignUpRequest.objects.filter(
        practice=practice, specification=specification, status=SignUpRequest.Status.OPEN
    )
    if element:
        waiting = waiting.filter(element__in=["", element])
    if waiting.exists():
        raise ValidationError(
            "You have asked to change this already, and the CCG has not decided yet: withdraw"
            " that request first if you want something else"
        )
