"""Deviations and offers: asked, discussed with the network, decided by the CCG."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from commissioning.clock import as_if_today
from commissioning.models import AuditEvent, Role, RoleMembership
from practices.actions.deviations import ask_for_deviation, decide_deviation
from practices.actions.offers import choose_offer, decide_offer
from practices.actions.requests import comment_on, withdraw
from practices.models import Deviation, Offer
from tests.factories.taking_part import IN_TIME, LATE, Cast
from tests.factories.years import Year

pytestmark = pytest.mark.django_db
START = date(2020, 6, 1)
TEXT = "The weekly check-in is done with the practice next door"
VULNERABLE = "Support other vulnerable or shielded patients during the pandemic"


@pytest.fixture
def cast(year: Year) -> Cast:
    return Cast(year)


def asks(cast: Cast, *, on: date = IN_TIME, **more: Any) -> Deviation:
    said = {"element": "care-homes", "starts_on": START, "text": TEXT, "by": cast.gita} | more
    with as_if_today(on):
        return ask_for_deviation(practice=cast.practice, specification="proactive-care", **said)


def decides(deviation: Deviation, *, on: date, by: Any, agreed: bool = True) -> Deviation:
    with as_if_today(on):
        return decide_deviation(deviation=deviation, agreed=agreed, reason="As discussed", by=by)


def test_the_director_comments_and_the_ccg_agrees_before_the_start(cast: Cast) -> None:
    deviation = asks(cast)
    assert (deviation.element_starts_on, deviation.ends_on) == (START, date(2020, 8, 31))

    with as_if_today(IN_TIME):
        comment_on(practice_request=deviation, text="The network supports it", by=cast.leo)
    agreed = decides(deviation, on=date(2020, 5, 31), by=cast.ann)

    assert (agreed.comment, agreed.commented_by) == ("The network supports it", cast.leo)
    assert (agreed.status, agreed.decided_by) == ("agreed", cast.ann)
    assert not agreed.asks_about_payment(date(2021, 2, 15))
    assert AuditEvent.objects.get(event="deviation agreed").reason == "As discussed"


def test_what_is_not_settled_before_the_start_asks_about_payment(cast: Cast) -> None:
    deviation = asks(cast)
    assert not deviation.asks_about_payment(date(2020, 5, 31))
    assert deviation.asks_about_payment(START)
    assert decides(deviation, on=START, by=cast.ann).asks_about_payment(START)

    refused_in_time = decides(asks(cast), on=IN_TIME, by=cast.ann, agreed=False)
    assert not refused_in_time.asks_about_payment(LATE)
    with as_if_today(LATE):
        taken_back = withdraw(practice_request=asks(cast, on=LATE), by=cast.gita)
    assert not taken_back.asks_about_payment(LATE)


def test_a_director_never_comments_on_their_own_practice_a_deputy_does(cast: Cast) -> None:
    RoleMembership.objects.create(
        person=cast.leo, role=Role.PRACTICE, organisation=cast.practice, starts_on=START
    )
    deviation = asks(cast)

    with as_if_today(LATE):
        with pytest.raises(PermissionDenied, match="your deputy comments"):
            comment_on(practice_request=deviation, text="Fine", by=cast.leo)
        comment_on(practice_request=deviation, text="Looked at by the deputy", by=cast.ada)

    deviation.refresh_from_db()
    assert deviation.commented_by == cast.ada


@pytest.mark.parametrize("who", ["jon", "gita", "ann", "priya"])
def test_only_the_practices_own_network_comments(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied, match="practice's network"):
        comment_on(practice_request=asks(cast), text="Fine", by=getattr(cast, who))


def test_the_database_keeps_names_days_and_reasons(cast: Cast) -> None:
    asks(cast)
    for wrong in (
        {"status": "agreed"},
        {"status": "agreed", "decided_by": cast.ann, "decided_on": START},
        {"comment": "x"},
        {"comment": "x", "commented_by": cast.gita, "commented_on": START},
        {"status": "agreed", "decided_by": cast.gita, "decided_on": START, "decision_reason": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Deviation.objects.update(**wrong)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"element": "gardens"}, "no element “gardens”"),
        ({"starts_on": date(2020, 9, 1)}, "delivered from 1 June 2020 to 31 August 2020"),
        ({"ends_on": date(2020, 9, 1)}, "last day must be from 1 June 2020 to 31 August 2020"),
        ({"ends_on": date(2020, 5, 1)}, "last day must be from"),
    ],
)
def test_a_deviation_is_on_days_of_its_element(cast: Cast, said: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        asks(cast, **said)
    assert not Deviation.objects.exists()


def offers(cast: Cast, residents: int = 148, **more: Any) -> Offer:
    said = {
        "choices": [VULNERABLE],
        "discussed_with": "Dr Leo Birch",
        "discussed_on": date(2020, 5, 18),
        "by": cast.gita,
    } | more
    with as_if_today(IN_TIME):
        return choose_offer(
            practice=cast.practice, specification="proactive-care", residents=residents, **said
        )


def test_a_practice_under_two_percent_chooses_and_the_ccg_agrees(cast: Cast) -> None:
    offer = offers(cast)
    assert (offer.residents, offer.patients) == (148, 7423)

    with as_if_today(IN_TIME):
        comment_on(practice_request=offer, text="We will use the help", by=cast.leo)
        decide_offer(offer=offer, agreed=True, reason="As the network says", by=cast.ann)
        with pytest.raises(ValidationError, match="has agreed your offer"):
            offers(cast, choices=[VULNERABLE])

    assert Offer.objects.get().status == "agreed"


def test_another_choice_takes_the_place_of_one_that_waits(cast: Cast) -> None:
    first = offers(cast)
    second = offers(cast, residents=100)

    first.refresh_from_db()
    assert (first.status, second.status) == ("withdrawn", "open")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"residents": 149}, "149 residents are 2% or more of a list of 7,423"),
        ({"choices": ["Do nothing"]}, "Not one of the offers: Do nothing"),
        ({"discussed_on": date(2020, 5, 21)}, "today or in the past"),
    ],
)
def test_an_offer_keeps_to_the_specification(cast: Cast, said: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        offers(cast, **said)
    assert not Offer.objects.exists()


def test_without_a_list_on_record_the_practice_is_told(cast: Cast) -> None:
    cast.practice.list_sizes.all().delete()
    with pytest.raises(ValidationError, match="list on 1 January 2020 is not on record"):
        offers(cast)
