"""The form that chooses an offer starts from the residents on record."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from practices.models import Offer
from tests.factories.teams import Team
from tests.factories.years import Year

pytestmark = pytest.mark.django_db
HERE = "/sign-ups/proactive-care/C86001/offer/"


@pytest.fixture
def few(db: None, settings: Any) -> Team:  # noqa: ARG001
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    return Team(Year(specifications=("proactive-care",)))


def client_of(team: Team) -> Client:
    client = Client()
    client.force_login(team.manager)
    return client


def asked(client: Client) -> tuple[str, str]:
    """What the form's first field holds, and what the page says."""
    page = client.get(HERE).content.decode()
    field = re.search(r'<input[^>]*name="residents"[^>]*>', page)
    assert field
    value = re.search(r'value="([^"]*)"', field[0])
    said = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
    return value[1] if value else "", said


def test_the_number_starts_from_the_last_counts_and_says_so(few: Team) -> None:
    ashfield, oak = few.home(), few.home("1-222", "Oak House")
    gone = few.home("1-333", "Closed House")
    few.live(ashfield, few.own, 50, date(2020, 4, 1))
    few.live(ashfield, few.own, 25, date(2020, 6, 1))
    few.live(oak, few.own, 15, date(2020, 9, 1))
    few.live(oak, few.second, 9)
    few.live(gone, few.own, 30)
    gone.closed_on = date(2020, 12, 31)
    gone.save()

    value, said = asked(client_of(few))

    assert value == "40"
    assert "On record: 40 in 2 homes, as last counted in care homes on 1 September 2020" in said


def test_it_can_be_changed(few: Team) -> None:
    few.live(few.home(), few.own, 40)
    client = client_of(few)
    typed = {
        "residents": "12",
        "choices": "Support the delivery of this service across the network",
        "discussed_with": "Dr Birch",
        "discussed_on-day": "1",
        "discussed_on-month": "2",
        "discussed_on-year": "2021",
    }

    answer = client.post(HERE, typed)

    assert answer.status_code == 302, answer.content.decode()
    assert Offer.objects.get().residents == 12


def test_a_count_of_nobody_and_none_at_all_are_told_apart(few: Team) -> None:
    client = client_of(few)
    assert asked(client)[0] == ""
    assert "No count of your residents is on record" in asked(client)[1]
    few.live(few.home(), few.own, 0)
    assert asked(client)[0] == "0"
    assert "On record: nobody" in asked(client)[1]
