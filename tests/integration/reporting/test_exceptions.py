"""Exceptions of care homes: who raises, reviews, answers and closes them, week by week."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carehomes.models import Alignment, CareHome
from commissioning.accounts.console import person as system_person
from commissioning.jobs.run import do
from commissioning.models import AuditEvent, User
from reporting.actions.exceptions import (
    ExceptionDetails,
    answer_question,
    close_exception,
    raise_exception,
    report_nothing,
    review_exception,
)
from reporting.actions.gaps import ask_for_the_days_work, raise_from_records
from reporting.models import ExceptionStep, HomeException, NilReturn
from reporting.selectors.exceptions import exceptions_in, exceptions_visible_to
from reporting.selectors.to_do import exceptions_to_do
from tests.factories.teams import Team
from tests.factories.years import Year

pytestmark = pytest.mark.django_db
TODAY = date(2020, 6, 10)  # a Wednesday
WEEK = date(2020, 6, 8)
State = HomeException.State


@pytest.fixture
def team(settings: Any) -> Team:
    settings.COMMISSIONING_TODAY = TODAY
    return Team(Year(specifications=("proactive-care", "enhanced-health-in-care-homes")))


@pytest.fixture
def home(team: Team) -> CareHome:
    found = team.home()
    team.live(found, team.own, 12)
    team.live(found, team.second, 3)
    return found


def said(**more: Any) -> ExceptionDetails:
    return ExceptionDetails(
        **{
            "question": "weekly-check-in",
            "missing": "Nobody held it this week",
            "since": date(2020, 6, 9),
        }
        | more
    )


def raised(team: Team, home: CareHome, **more: Any) -> HomeException:
    return raise_exception(home=home, practice=team.own, details=said(**more), by=team.manager)


def reviewed(exception: HomeException, by: User, outcome: str, **more: Any) -> HomeException:
    asked: dict[str, Any] = {"words": "", "mended_on": None} | more
    return review_exception(exception=exception, outcome=outcome, by=by, **asked)


def of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().split())


class TestRaising:
    def test_a_practice_tells_what_is_missing_since_when(self, team: Team, home: CareHome):
        made = raised(team, home, part="A GP gives oversight and input")
        assert (made.state, made.specification) == (State.RAISED, "proactive-care")
        assert [each.what for each in made.steps.all()] == ["raised"]
        assert AuditEvent.objects.get(event="exception raised").organisation == team.own

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"question": "alignment"}, "Choose what is not in place"),
            ({"part": "Pizza"}, "is no part of"),
            ({"since": date(2020, 6, 11)}, "cannot be in the future"),
            ({"mended_by": date(2020, 6, 8)}, "lies before the day"),
            ({"missing": ""}, "Say what is not in place"),
        ],
    )
    def test_what_makes_no_sense_is_refused(
        self, team: Team, home: CareHome, wrong: dict[str, Any], told: str
    ):
        with pytest.raises(ValidationError, match=told):
            raised(team, home, **wrong)
        assert not HomeException.objects.exists()

    def test_nobody_raises_in_the_name_of_another_practice(self, team: Team, home: CareHome):
        with pytest.raises(PermissionDenied, match="Only"):
            raise_exception(home=home, practice=team.own, details=said(), by=team.manager_too)

    def test_the_ccg_raises_its_own_which_needs_no_review(self, team: Team, home: CareHome):
        made = raise_exception(home=home, practice=None, details=said(), by=team.ccg)
        assert (made.state, made.source) == (State.CONFIRMED, "commissioner")


class TestReview:
    def test_a_director_does_not_review_their_own_practice_s_but_a_deputy_does(
        self, team: Team, home: CareHome
    ):
        exception = raised(team, home)
        with pytest.raises(PermissionDenied, match="a deputy reviews it"):
            reviewed(exception, team.director, "confirm")
        assert reviewed(exception, team.deputy, "confirm").state == State.CONFIRMED

    def test_nor_does_a_director_of_another_network(self, team: Team, home: CareHome):
        with pytest.raises(PermissionDenied, match="of another network"):
            reviewed(raised(team, home), team.director_away, "confirm")

    def test_a_question_goes_back_and_its_answer_comes_again(self, team: Team, home: CareHome):
        exception = raised(team, home)
        with pytest.raises(ValidationError, match="Say what you ask"):
            reviewed(exception, team.deputy, "return")
        returned = reviewed(exception, team.deputy, "return", words="Since Tuesday?")
        again = answer_question(exception=returned, words="Yes", by=team.manager)
        assert again.state == State.RAISED
        assert [each.what for each in exception.steps.all()] == [
            "raised",
            "returned with a question",
            "answered",
        ]

    def test_what_is_mended_stays_in_sight_and_in_its_weeks(self, team: Team, home: CareHome):
        exception = raised(team, home, since=date(2020, 6, 2))
        reviewed(exception, team.deputy, "mended", mended_on=date(2020, 6, 9))
        seen = exceptions_visible_to(team.ccg)
        assert exception in seen
        assert exception in exceptions_in(date(2020, 6, 1), seen)
        assert exception in exceptions_in(WEEK, seen)
        assert exception not in exceptions_in(date(2020, 6, 15), seen)

    @pytest.mark.parametrize("day", [None, date(2020, 6, 8), date(2020, 6, 11)])
    def test_it_is_mended_on_a_day_since_then(self, team: Team, home: CareHome, day: date | None):
        with pytest.raises(ValidationError, match="Give the day it was mended"):
            reviewed(raised(team, home), team.deputy, "mended", mended_on=day)

    def test_the_ccg_closes_it_with_a_reason(self, team: Team, home: CareHome):
        exception = raised(team, home)
        with pytest.raises(ValidationError, match="Say why"):
            close_exception(exception=exception, words="", by=team.ccg)
        closed = close_exception(exception=exception, words="Told twice", by=team.ccg)
        assert closed.state == State.CLOSED
        with pytest.raises(PermissionDenied, match="closed already"):
            close_exception(exception=closed, words="Again", by=team.ccg)

    def test_steps_are_never_changed(self, team: Team, home: CareHome):
        raised(team, home)
        with pytest.raises(Exception, match="Cannot update"):
            ExceptionStep.objects.update(words="Something else")


class TestNothingToReport:
    def test_one_click_a_week(self, team: Team):
        for _ in range(2):
            report_nothing(practice=team.own, by=team.manager)
        assert NilReturn.objects.get().week == WEEK
        assert AuditEvent.objects.filter(event="nothing to report").count() == 1

    def test_raising_something_takes_it_back(self, team: Team, home: CareHome):
        report_nothing(practice=team.own, by=team.manager)
        raised(team, home)
        assert not NilReturn.objects.exists()
        with pytest.raises(ValidationError, match="says more than nothing"):
            report_nothing(practice=team.own, by=team.manager)

    def test_nobody_says_it_for_another(self, team: Team):
        with pytest.raises(PermissionDenied):
            report_nothing(practice=team.own, by=team.manager_too)


class TestFromTheRecord:
    def test_what_the_record_shows_is_raised_once_and_mended_once(
        self, home: CareHome, settings: Any
    ):
        system = system_person(None)
        settings.COMMISSIONING_TODAY = date(2020, 7, 8)
        assert [raise_from_records(by=system) for _ in range(2)] == [2, 0]
        open_ones = HomeException.objects.filter(source="record", mended_on=None)
        assert {each.question for each in open_ones} == {"clinical-lead", "alignment"}

        Alignment.objects.filter(home=home).update(starts_on=date(2020, 7, 1))
        settings.COMMISSIONING_TODAY = date(2020, 7, 9)
        assert raise_from_records(by=system) == 1
        assert HomeException.objects.get(question="alignment").mended_on == date(2020, 7, 9)

    def test_it_is_asked_for_once_a_day_and_done(self, home: CareHome, settings: Any):
        assert home
        system = system_person(None)
        first = ask_for_the_days_work(by=system)
        assert first
        assert ask_for_the_days_work(by=system) is None
        do(first.pk)
        first.refresh_from_db()
        assert (first.state, first.said) == ("done", "1 raised or mended")

        settings.COMMISSIONING_TODAY = date(2020, 6, 11)
        second = ask_for_the_days_work(by=system)
        assert second
        do(second.pk)
        assert HomeException.objects.count() == 1

    def test_nothing_is_raised_while_nothing_is_asked(self, home: CareHome, settings: Any):
        assert home
        settings.COMMISSIONING_TODAY = date(2020, 4, 20)
        assert raise_from_records(by=system_person(None)) == 0

    def test_nobody_else_lets_the_record_raise(self, team: Team):
        with pytest.raises(PermissionDenied, match="by itself"):
            raise_from_records(by=team.manager)


class TestPages:
    def test_a_practice_says_nothing_or_raises_on_its_page(self, team: Team, home: CareHome):
        client = of(team.manager)
        assert "has not said anything this week" in text(client, "/exceptions/")
        client.post("/exceptions/nothing/", {"practice": "C86001"})
        assert "has nothing to report this week" in text(client, "/exceptions/")
        answer = client.post(
            "/exceptions/new/",
            {
                "home": home.location_id,
                "what": "weekly-check-in.3",
                "missing": "No GP was there",
                "since-day": "9",
                "since-month": "6",
                "since-year": "2020",
            },
        )
        made = HomeException.objects.get()
        assert answer.headers["Location"] == f"/exceptions/{made.pk}/"
        assert made.part == "A GP gives oversight and input"
        assert "Which part" in text(client, f"/exceptions/{made.pk}/")

    def test_what_is_missing_in_the_form_is_told(self, team: Team, home: CareHome):
        del home
        said = of(team.manager).post("/exceptions/new/", {"what": "x.0"}).content.decode()
        assert "Choose the home" in said
        assert "Choose what is not in place" in said
        assert "Say what is missing" in said

    def test_nobody_names_a_resident(self, team: Team, home: CareHome):
        sent = {"home": home.location_id, "missing": "Ann, NHS number 943 476 5919, has no plan"}
        said = of(team.manager).post("/exceptions/new/", sent).content.decode()
        assert "NHS number" in said
        assert not HomeException.objects.exists()

    def test_it_is_called_as_it_was_asked_then(self, team: Team, home: CareHome, settings: Any):
        exception = raised(team, home)
        settings.COMMISSIONING_TODAY = date(2021, 2, 15)  # another specification asks by now
        for path in ("/exceptions/", f"/exceptions/{exception.pk}/"):
            assert "The weekly check-in takes place" in text(of(team.ccg), path)

    def test_others_do_not_see_it(self, team: Team, home: CareHome):
        here = f"/exceptions/{raised(team, home).pk}/"
        text(of(team.manager_away), here, 404)
        text(of(team.director_away), here, 404)
        text(of(team.lmc), here, 403)
        assert "a deputy reviews it" in text(of(team.director), here)

    def test_reviewing_answering_and_closing_each_have_a_form(self, team: Team, home: CareHome):
        exception = raised(team, home)
        here = f"/exceptions/{exception.pk}/"
        of(team.deputy).post(f"{here}review/", {"outcome": "return", "words": "Which day?"})
        of(team.manager).post(f"{here}answer/", {"words": "Tuesday"})
        of(team.deputy).post(f"{here}review/", {"outcome": "confirm"})
        of(team.ccg).post(f"{here}close/", {"words": "Held on Friday"})
        page = text(of(team.ccg), here)
        for words in ("Which day?", "Tuesday", "Confirmed", "Held on Friday", "Closed"):
            assert words in page

    def test_the_ccg_sees_who_has_not_said_anything(self, team: Team):
        report_nothing(practice=team.own, by=team.manager)
        page = text(of(team.ccg), "/exceptions/answers/")
        assert page.count("Not answered") == 2
        assert "Nothing to report this week" in page

    def test_lists_ask_as_often_for_two_as_for_twelve(self, team: Team, home: CareHome):
        client, asked = of(team.ccg), []
        for more in (2, 10):
            for _ in range(more):
                raised(team, home)
            for path in ("/exceptions/", "/exceptions/answers/"):
                with CaptureQueriesContext(connection) as queries:
                    client.get(path)
                asked.append(len(queries))
        assert asked[:2] == asked[2:]


class TestToDo:
    def titles(self, user: User, on: date = TODAY) -> list[str]:
        return [each.title for each in exceptions_to_do(user, on)]

    def test_each_has_their_part(self, team: Team, home: CareHome):
        assert self.titles(team.manager) == [
            "Say whether anything is not in place in your care homes"
        ]
        exception = raised(team, home)
        assert self.titles(team.manager) == []
        assert self.titles(team.deputy) == ["Review 1 exception"]
        reviewed(exception, team.deputy, "return", words="?")
        assert self.titles(team.manager) == ["Answer the director’s question about Ashfield Lodge"]
        answer_question(exception=exception, words="!", by=team.manager)
        reviewed(exception, team.deputy, "confirm")
        assert self.titles(team.ccg) == ["Look at 1 exception of care homes"]

    @pytest.mark.parametrize(
        ("day", "is_asked"),
        [
            (date(2020, 4, 29), False),  # the national model begins on 4 May
            (date(2020, 5, 6), True),
            (date(2020, 9, 9), True),  # the local contract has lapsed, the model has not (D-28)
            (date(2021, 2, 15), True),
        ],
    )
    def test_practices_are_asked_in_every_week_of_the_model(
        self, team: Team, home: CareHome, day: date, *, is_asked: bool
    ):
        team.live(home, team.own, 12, on=date(2020, 4, 1))
        assert bool(self.titles(team.manager, day)) is is_asked


def test_organisations_are_named_in_the_list(team: Team, home: CareHome):
    raised(team, home)
    assert "The Own Practice" in text(of(team.ccg), "/exceptions/?stands=review")
