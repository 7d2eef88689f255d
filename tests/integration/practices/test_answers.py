"""A practice answers by itself in time; later it asks, and the CCG decides by name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from commissioning.clock import as_if_today
from commissioning.models import AuditEvent
from practices.actions.answers import (
    answer_specification,
    ask_to_change_answer,
    decide_sign_up_request,
)
from practices.actions.requests import withdraw
from practices.models import RegisterCount, SignUp, SignUpRequest
from practices.rules.signatory import Signatory
from tests.factories.files import break_the_audit_trail_at, rows
from tests.factories.taking_part import IN_TIME, LATE, Cast
from tests.factories.years import Year

pytestmark = pytest.mark.django_db
SIGNED, DECLINED = SignUp.Response.SIGNED, SignUp.Response.DECLINED
GITA = Signatory("Dr Gita Thorn", "GP partner")
BOTH = {"proactive-care": SIGNED, "care-homes": SIGNED}


@pytest.fixture
def cast(year: Year) -> Cast:
    return Cast(year)


def answers(cast: Cast, responses: dict[str, Any], *, on: date, **more: Any) -> Any:
    said = {"specification": "proactive-care", "signatory": GITA, "by": cast.gita} | more
    with as_if_today(on):
        return answer_specification(practice=cast.practice, responses=responses, **said)


def asks(cast: Cast, wish: str, first: date, *, on: date = LATE, **more: Any) -> SignUpRequest:
    said = {"element": "", "reason": "We have found the staff", "by": cast.gita} | more
    with as_if_today(on):
        return ask_to_change_answer(
            practice=cast.practice,
            specification="proactive-care",
            wish=SignUpRequest.Wish(wish),
            starts_on=first,
            signatory=GITA,
            **said,
        )


def decides(request: SignUpRequest, *, agreed: bool = True, **more: Any) -> SignUpRequest:
    with as_if_today(more.pop("on", date(2020, 7, 9))):
        return decide_sign_up_request(
            request=request, agreed=agreed, **{"reason": "Cover is needed"} | more
        )


def on_record() -> list[tuple[Any, ...]]:
    return rows(SignUp, "element", "response", "responded_on", "starts_on", "ends_on")


def test_a_practice_signs_one_element_and_declines_another_with_its_signatory(cast: Cast) -> None:
    answers(cast, BOTH | {"care-homes": DECLINED}, on=IN_TIME, register=150)

    assert on_record() == [
        ("care-homes", "declined", IN_TIME, None, None),
        ("proactive-care", "signed", IN_TIME, None, None),
    ]
    kept = SignUp.objects.get(element="care-homes")
    assert (kept.signatory_name, kept.signatory_role) == (GITA.name, GITA.role)
    assert kept.answered_by == cast.gita
    assert RegisterCount.objects.get().patients == 150
    event = AuditEvent.objects.get(event="specification answered")
    assert event.details["responses"] == {"care-homes": "declined", "proactive-care": "signed"}


def test_it_changes_its_mind_until_the_end_of_the_last_day(cast: Cast) -> None:
    last = date(2020, 5, 29)
    answers(cast, BOTH, on=IN_TIME)
    answers(cast, BOTH | {"care-homes": DECLINED}, on=last, signatory=Signatory("A", "B"))

    assert SignUp.objects.get(element="care-homes").response == DECLINED
    assert SignUp.objects.get(element="care-homes").signatory_name == "A"
    with pytest.raises(PermissionDenied, match="last day to answer was 29 May 2020"):
        answers(cast, BOTH, on=date(2020, 5, 30))
    assert SignUp.objects.get(element="care-homes").response == DECLINED


def test_the_ccg_enters_what_came_on_paper_on_any_day(cast: Cast) -> None:
    answers(cast, BOTH, on=LATE, by=cast.ann)

    assert SignUp.objects.filter(answered_by=cast.ann).count() == 2


@pytest.mark.parametrize("who", ["leo", "jon", "priya"])
def test_nobody_else_answers_or_asks_for_a_practice(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        answers(cast, BOTH, on=IN_TIME, by=person)
    with pytest.raises(PermissionDenied):
        asks(cast, "take part", date(2020, 7, 1), by=person)
    assert not SignUp.objects.exists()


def test_nobody_is_asked_about_additional_costs(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="every practice may take part"):
        answers(cast, {"claims": SIGNED}, on=IN_TIME, specification="covid-costs")


def test_an_answer_is_saved_with_its_audit_trail_or_not_at_all(cast: Cast) -> None:
    break_the_audit_trail_at("specification answered")

    with pytest.raises(IntegrityError), transaction.atomic():
        answers(cast, BOTH, on=IN_TIME, register=150)
    assert not SignUp.objects.exists()
    assert not RegisterCount.objects.exists()


def test_a_late_sign_up_counts_once_it_is_accepted_from_the_day_it_says(cast: Cast) -> None:
    request = asks(cast, "take part", date(2020, 7, 1), register=150)
    assert on_record() == []

    request = decides(request, by=cast.ann, counts_from=date(2020, 7, 13))

    assert on_record() == [
        ("care-homes", "signed", date(2020, 7, 9), date(2020, 7, 13), None),
        ("proactive-care", "signed", date(2020, 7, 9), date(2020, 7, 13), None),
    ]
    assert request.counts_from == date(2020, 7, 13)
    assert RegisterCount.objects.get().patients == 150
    event = AuditEvent.objects.get(event="late answer accepted")
    assert (event.by, event.reason) == (cast.ann, "Cover is needed")


def test_a_practice_that_stops_keeps_what_it_delivered(cast: Cast) -> None:
    answers(cast, BOTH, on=IN_TIME)

    decides(asks(cast, "stop", date(2020, 8, 10)), by=cast.ann)

    assert on_record() == [
        ("care-homes", "signed", date(2020, 7, 9), None, date(2020, 8, 9)),
        ("proactive-care", "signed", date(2020, 7, 9), None, date(2020, 8, 9)),
    ]


def test_stopping_an_element_before_it_starts_is_a_decline(cast: Cast) -> None:
    answers(cast, BOTH, on=IN_TIME)

    request = asks(cast, "stop", date(2020, 6, 1), element="care-homes", on=date(2020, 5, 30))
    decides(request, by=cast.ann, on=date(2020, 5, 31))

    assert SignUp.objects.get(element="care-homes").response == DECLINED
    assert SignUp.objects.get(element="proactive-care").responded_on == IN_TIME


def test_what_is_refused_changes_nothing_and_needs_a_reason(cast: Cast) -> None:
    request = asks(cast, "take part", date(2020, 7, 1))

    with pytest.raises(ValidationError, match="Give the reason"):
        decides(request, by=cast.ann, agreed=False, reason=" ")
    refused = decides(request, by=cast.ann, agreed=False, reason="The homes are covered")

    assert (refused.status, refused.decided_by) == ("refused", cast.ann)
    assert on_record() == []
    with pytest.raises(PermissionDenied, match="refused already"):
        decides(request, by=cast.beth)


def test_who_entered_a_request_does_not_decide_it_nor_does_the_practice(cast: Cast) -> None:
    request = asks(cast, "take part", date(2020, 7, 1), by=cast.ann)

    with pytest.raises(PermissionDenied, match="a second person of the team"):
        decides(request, by=cast.ann)
    with pytest.raises(PermissionDenied, match="Only the CCG"):
        decides(request, by=cast.gita)
    with pytest.raises(IntegrityError, match="decided_by_another"), transaction.atomic():
        SignUpRequest.objects.update(
            status="refused", decided_by=cast.ann, decided_on=LATE, decision_reason="x"
        )
    assert decides(request, by=cast.beth).decided_by == cast.beth


def test_one_request_waits_at_a_time_and_can_be_withdrawn(cast: Cast) -> None:
    request = asks(cast, "take part", date(2020, 7, 1), element="care-homes")

    with pytest.raises(ValidationError, match="asked to change this already"):
        asks(cast, "take part", date(2020, 7, 1))
    withdraw(practice_request=request, by=cast.gita)
    asks(cast, "take part", date(2020, 7, 1))
    with pytest.raises(PermissionDenied, match="withdrawn already"):
        withdraw(practice_request=request, by=cast.gita)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"first": date(2021, 4, 1)}, "outside the specification"),
        ({"first": date(2020, 7, 1), "element": "gardens"}, "no element “gardens”"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(
    cast: Cast, said: dict[str, Any], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        asks(cast, "take part", **said)
    assert not SignUpRequest.objects.exists()


def test_in_time_there_is_nothing_to_ask(cast: Cast) -> None:
    with pytest.raises(PermissionDenied, match="still answer yourself, until 29 May 2020"):
        asks(cast, "take part", date(2020, 7, 1), on=IN_TIME)
