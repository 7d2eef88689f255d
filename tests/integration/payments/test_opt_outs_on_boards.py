"""Boards and a practice's page tell an opt-out that is asked for, refused and standing apart."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from commissioning.clock import as_if_today
from payments.actions.opt_outs import decide_opt_out, opt_out, stay_in
from practices.rules.signatory import Signatory
from tests.factories.taking_part import IN_TIME, LATE, Cast, acting
from tests.factories.years import SPECIFICATIONS, Year

pytestmark = pytest.mark.django_db
DES = "enhanced-health-in-care-homes"
BOARD = f"/sign-ups/{DES}/"
GITA = Signatory("Dr Gita Thorn", "GP partner")
OUT, ASKED, REFUSED = "Opted out", "In, opt-out asked for", "In, opt-out refused"


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.COMMISSIONING_TODAY = date(2020, 7, 22)
    year = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        year.a_practice(code, f"PRACTICE {code}")
    return Cast(year)


def sees(cast: Cast, path: str) -> str:
    client = Client()
    client.force_login(cast.ann)
    page = client.get(path).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def row(cast: Cast, asked: str = "") -> str:
    """What the board's file says of each practice; the query narrows it."""
    client = Client()
    client.force_login(cast.ann)
    return client.get(f"{BOARD}?export=csv{asked}").content.decode("utf-8-sig")


def opts_out(cast: Cast, on: date) -> None:
    with as_if_today(on):
        opt_out(practice=cast.practice, specification=DES, told_on=on, signatory=GITA, by=cast.gita)


def decides(cast: Cast, *, agreed: bool) -> None:
    decide_opt_out(
        practice=cast.practice, specification=DES, agreed=agreed, reason="Reasons", by=cast.ann
    )


def test_an_opt_out_in_time_stands(cast: Cast) -> None:
    opts_out(cast, IN_TIME)

    assert OUT in row(cast)
    assert "1 opted out, 1 in" in sees(cast, "/sign-ups/")
    assert "network opted out on 20 May 2020" in sees(cast, "/practices/C86001/")


def test_a_late_one_is_asked_for_until_it_is_decided(cast: Cast) -> None:
    opts_out(cast, LATE)

    assert ASKED in row(cast)
    assert OUT not in row(cast)
    assert "C86001" in row(cast, "&answer=asked")
    assert "C86001" not in row(cast, "&answer=declined")
    for path in (BOARD, "/sign-ups/"):
        assert "0 opted out, 1 asked to opt out late, 2 in" in sees(cast, path)
    said = sees(cast, "/practices/C86001/")
    assert "network opt-out asked for on 6 July 2020" in said
    assert "Decide about the late opt-out of Practice C86001" in sees(cast, "/")


def test_a_refused_one_leaves_the_practice_in(cast: Cast) -> None:
    opts_out(cast, LATE)
    decides(cast, agreed=False)

    assert REFUSED in row(cast)
    assert OUT not in row(cast)
    assert "C86001" in row(cast, "&answer=refused&element=network")
    assert "0 opted out, 1 refused, 2 in" in sees(cast, BOARD)
    said = sees(cast, "/practices/C86001/")
    assert "network opt-out refused, asked for on 6 July 2020" in said
    assert "the late opt-out of" not in sees(cast, "/")


def test_an_agreed_one_stands(cast: Cast) -> None:
    opts_out(cast, LATE)
    decides(cast, agreed=True)

    assert OUT in row(cast)
    assert "1 opted out, 1 in" in sees(cast, BOARD)
    assert "network opted out on 6 July 2020" in sees(cast, "/practices/C86001/")


def test_one_that_was_taken_back_is_nowhere(cast: Cast) -> None:
    opts_out(cast, LATE)
    stay_in(practice=cast.practice, specification=DES, signatory=GITA, by=cast.gita)

    assert "In, confirmed" in row(cast)
    assert "0 opted out, 2 in" in sees(cast, BOARD)


def test_the_words_to_filter_by_are_those_of_the_board(cast: Cast) -> None:
    assert "In, no opt-out" in sees(cast, BOARD)
    assert ">Not answered</option>" in page_of(cast, "/sign-ups/proactive-care/")
    assert ">In, opt-out refused</option>" in page_of(cast, BOARD)
    assert "opt-out refused" not in page_of(cast, "/sign-ups/proactive-care/")


def page_of(cast: Cast, path: str) -> str:
    client = Client()
    client.force_login(cast.ann)
    return client.get(path).content.decode()


@pytest.mark.parametrize("path", [BOARD, "/sign-ups/", "/practices/C86001/"])
def test_they_cost_the_same_however_many_opted_out(
    cast: Cast, path: str, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(cast.ann)
    opts_out(cast, LATE)
    client.get(path)
    with django_assert_max_num_queries(40) as few:
        client.get(path)
    decides(cast, agreed=False)
    for number in range(6):
        practice = cast.year.a_practice(f"C8700{number}", f"PRACTICE {number}")
        person = acting(f"p{number}@gp.example", "practice", practice)  # type: ignore[arg-type]
        with as_if_today(LATE):
            opt_out(practice=practice, specification=DES, told_on=LATE, signatory=GITA, by=person)
    with django_assert_max_num_queries(len(few)):
        client.get(path)
