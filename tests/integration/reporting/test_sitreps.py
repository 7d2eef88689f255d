"""The weekly sitrep: drafted by the clock, counted, signed for ever, and amended."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carehomes.models import Alignment, CareHome, Counting
from commissioning import clock
from commissioning.accounts.console import person as system_person
from commissioning.jobs.run import do
from commissioning.models import AuditEvent, Job
from reporting.actions.exceptions import ExceptionDetails, raise_exception, report_nothing
from reporting.actions.sitreps import (
    amend_sitrep,
    ask_for_sitreps,
    draft_sitrep,
    sign_sitrep,
    write_on_sitrep,
)
from reporting.models import Sitrep, SitrepHome
from reporting.selectors.sitrep_hash import hash_of
from reporting.selectors.sitreps import moved_between
from tests.factories.teams import Team
from tests.factories.years import Year

pytestmark = pytest.mark.django_db
WEEK = date(2020, 6, 8)
WEDNESDAY, FRIDAY = date(2020, 6, 10), date(2020, 6, 12)


@pytest.fixture
def team(settings: Any) -> Team:
    settings.COMMISSIONING_TODAY = FRIDAY
    return Team(Year(specifications=("proactive-care", "enhanced-health-in-care-homes")))


@pytest.fixture
def homes(team: Team) -> tuple[CareHome, CareHome, CareHome]:
    """One that two practices serve, one that another serves, one of which nobody is known."""
    first = team.home()
    second, third = team.home("1-222", "Beechcroft"), team.home("1-333", "Cedar House")
    team.live(first, team.own, 12)
    team.live(first, team.second, 3)
    team.live(second, team.second, 5)
    Alignment.objects.update(starts_on=date(2020, 5, 4))
    return first, second, third


def said(question: str = "weekly-check-in", since: date = date(2020, 6, 9)) -> ExceptionDetails:
    return ExceptionDetails(question=question, missing="Nobody held it this week", since=since)


def stands(sitrep: Sitrep, home: CareHome, question: str) -> str:
    keys = [each["key"] for each in sitrep.questions if each["answer"] == "by home"]
    return str(sitrep.homes.get(home=home).stands[keys.index(question)])


def of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


class TestCounting:
    def test_confirmed_only_where_every_practice_answered(self, team: Team, homes: Any):
        report_nothing(practice=team.second, by=team.manager_too)
        made = draft_sitrep(week=WEEK, by=team.ccg)
        assert [stands(made, each, "weekly-check-in") for each in homes] == ["A", "C", "A"]
        report_nothing(practice=team.own, by=team.manager)
        made = draft_sitrep(week=WEEK, by=team.ccg)
        assert [stands(made, each, "weekly-check-in") for each in homes] == ["C", "C", "A"]
        assert made.totals["questions"]["weekly-check-in"] == [2, 1, 0, 0]
        assert made.totals["practices"] == {"nothing": 2, "silent": 1}
        assert made.counts["weekly-check-in"] == {team.network.code: [2, 1, 0, 0]}

    def test_an_exception_is_told_with_its_words(self, team: Team, homes: Any):
        raise_exception(home=homes[0], practice=team.own, details=said(), by=team.manager)
        made = draft_sitrep(week=WEEK, by=team.ccg)
        assert stands(made, homes[0], "weekly-check-in") == "E"
        told = made.exceptions.get(question="weekly-check-in")
        assert (told.missing, told.stood) == ("Nobody held it this week", "Not reviewed")
        assert made.totals["unreviewed"] == 1

    @pytest.mark.usefixtures("homes")
    def test_a_home_without_a_lead_is_an_exception_by_itself(self, team: Team):
        made = draft_sitrep(week=WEEK, by=team.ccg)
        assert made.totals["questions"]["clinical-lead"] == [0, 0, 3, 0]
        assert made.exceptions.filter(question="clinical-lead").count() == 3

    def test_a_home_that_the_ccg_takes_out_of_the_count_is_not_in_scope(
        self, team: Team, homes: Any
    ):
        Counting.objects.create(
            home=homes[2],
            regime=Counting.Regime.SITREP,
            counts=False,
            starts_on=date(2020, 6, 1),
            reason="Dormant",
            said_by=team.ccg,
            said_on=date(2020, 6, 1),
        )
        assert draft_sitrep(week=WEEK, by=team.ccg).totals["homes"] == 2

    @pytest.mark.usefixtures("homes")
    def test_a_week_of_may_is_asked_on_the_national_questions(self, team: Team, settings: Any):
        settings.COMMISSIONING_TODAY = date(2020, 5, 8)
        made = draft_sitrep(week=date(2020, 5, 4), by=team.ccg)
        assert made.version.code == "enhanced-health-in-care-homes"

    @pytest.mark.usefixtures("homes")
    def test_september_goes_on_where_the_local_contract_lapsed(self, team: Team, settings: Any):
        settings.COMMISSIONING_TODAY = date(2020, 9, 11)
        made = draft_sitrep(week=date(2020, 9, 7), by=team.ccg)
        assert made.version.code == "enhanced-health-in-care-homes"
        assert "out-of-hours" in made.totals["questions"]

    def test_before_the_first_week_nothing_is_asked(self, team: Team, settings: Any):
        settings.COMMISSIONING_TODAY = date(2020, 5, 1)
        with pytest.raises(ValidationError, match="asks about care homes"):
            draft_sitrep(week=date(2020, 4, 27), by=team.ccg)

    def test_a_week_to_come_is_not_drafted(self, team: Team):
        with pytest.raises(ValidationError, match="has not begun"):
            draft_sitrep(week=date(2020, 6, 15), by=team.ccg)

    def test_more_homes_take_no_more_queries(self, team: Team, homes: Any):
        draft_sitrep(week=WEEK, by=team.ccg)  # the record raises once
        with CaptureQueriesContext(connection) as few:
            draft_sitrep(week=WEEK, by=team.ccg)
        for number in range(20):
            home = team.home(f"1-9{number}", f"Home {number}")
            team.live(home, team.own, 2)
        raise_exception(home=homes[0], practice=team.own, details=said(), by=team.manager)
        draft_sitrep(week=WEEK, by=team.ccg)
        with CaptureQueriesContext(connection) as many:
            draft_sitrep(week=WEEK, by=team.ccg)
        assert len(many) == len(few)


class TestSigning:
    def signed(self, team: Team, **more: Any) -> Sitrep:
        made = draft_sitrep(week=WEEK, by=team.ccg)
        return sign_sitrep(sitrep=made, finding="exceptions", by=more.get("by", team.ccg))

    @pytest.mark.usefixtures("homes")
    def test_it_is_frozen_with_its_rows_and_its_hash(self, team: Team):
        signed = self.signed(team)
        assert signed.sha256 == hash_of(signed)
        for change in (
            lambda: Sitrep.objects.update(comments="Otherwise"),
            lambda: SitrepHome.objects.update(stands="C"),
            lambda: signed.exceptions.all().delete(),
            lambda: SitrepHome.objects.create(
                sitrep=signed, home=team.home("1-444"), name="x", location_id="1-444", stands="C"
            ),
        ):
            with pytest.raises(DatabaseError, match=r"signed|Cannot"), transaction.atomic():
                change()
        assert AuditEvent.objects.get(event="sitrep signed").details["sha256"] == signed.sha256

    @pytest.mark.usefixtures("homes")
    def test_full_coverage_cannot_be_confirmed_over_an_exception(self, team: Team):
        made = draft_sitrep(week=WEEK, by=team.ccg)
        with pytest.raises(ValidationError, match="full coverage cannot"):
            sign_sitrep(sitrep=made, finding="full", by=team.ccg)

    def test_without_any_exception_full_coverage_is_what_there_is_to_confirm(self, team: Team):
        made = draft_sitrep(week=WEEK, by=team.ccg)
        with pytest.raises(ValidationError, match="no exception to confirm"):
            sign_sitrep(sitrep=made, finding="exceptions", by=team.ccg)
        assert sign_sitrep(sitrep=made, finding="full", by=team.ccg).is_signed

    def test_not_before_the_directors_time_is_over(self, team: Team, settings: Any):
        settings.COMMISSIONING_TODAY = WEDNESDAY
        made = draft_sitrep(week=WEEK, by=team.ccg)
        settings.COMMISSIONING_TODAY = FRIDAY
        with pytest.raises(PermissionDenied, match="count it again"):
            sign_sitrep(sitrep=made, finding="full", by=team.ccg)
        made = draft_sitrep(week=WEEK, by=team.ccg)
        assert sign_sitrep(sitrep=made, finding="full", by=team.ccg).is_signed

    def test_not_while_exceptions_were_raised_since(self, team: Team, homes: Any):
        made = draft_sitrep(week=WEEK, by=team.ccg)
        raise_exception(home=homes[0], practice=team.own, details=said(), by=team.manager)
        with pytest.raises(ValidationError, match="1 more exception was raised"):
            sign_sitrep(sitrep=made, finding="exceptions", by=team.ccg)

    @pytest.mark.usefixtures("homes")
    def test_only_the_primary_care_team_signs(self, team: Team):
        made = draft_sitrep(week=WEEK, by=team.ccg)
        for other in (team.manager, team.director, team.lmc, team.year.preparer):
            with pytest.raises(PermissionDenied):
                sign_sitrep(sitrep=made, finding="exceptions", by=other)

    @pytest.mark.usefixtures("homes")
    def test_what_the_ccg_writes_is_part_of_it(self, team: Team):
        made = draft_sitrep(week=WEEK, by=team.ccg)
        made = write_on_sitrep(
            sitrep=made,
            answers={"local-issues": "The A19 was closed", "feedback": ""},
            comments="Quiet otherwise",
            by=team.ccg,
        )
        assert made.answers == {"local-issues": "The A19 was closed"}
        made = draft_sitrep(week=WEEK, by=team.ccg)  # counting again keeps the words
        assert made.comments == "Quiet otherwise"
        with pytest.raises(ValidationError, match="does not ask"):
            write_on_sitrep(sitrep=made, answers={"pizza": "x"}, comments="", by=team.ccg)
        signed = sign_sitrep(sitrep=made, finding="exceptions", by=team.ccg)
        with pytest.raises(PermissionDenied, match="signed"):
            write_on_sitrep(sitrep=signed, answers={}, comments="Later", by=team.ccg)


class TestAmending:
    def test_a_later_exception_makes_an_amendment_once(self, team: Team, homes: Any, settings: Any):
        report_nothing(practice=team.own, by=team.manager)
        signed = draft_sitrep(week=WEEK, by=team.ccg)
        signed = sign_sitrep(sitrep=signed, finding="exceptions", by=team.ccg)
        settings.COMMISSIONING_TODAY = date(2020, 6, 16)
        late = raise_exception(home=homes[0], practice=team.own, details=said(), by=team.manager)
        by = system_person(None)
        asked = [each for each in ask_for_sitreps(by=by) if "amendment" in each.key]
        assert [each.key for each in asked] == ["sitrep:2020-06-08:amendment:1"]
        assert not [each for each in ask_for_sitreps(by=by) if "amendment" in each.key]
        do(asked[0].pk)
        amended = Sitrep.objects.get(week=WEEK, revision=1)
        assert amended.exceptions.filter(exception=late).exists()
        moved = [
            (each.name, each.question, each.before, each.after)
            for each in moved_between(signed, amended)
        ]
        assert moved == [("Ashfield Lodge", "weekly-check-in", "A", "E")]
        signed.refresh_from_db()
        assert signed.sha256 == hash_of(signed)
        assert sign_sitrep(sitrep=amended, finding="exceptions", by=team.ccg_too).is_signed
        assert not ask_for_sitreps(by=by)

    @pytest.mark.usefixtures("homes")
    def test_by_hand_it_says_why(self, team: Team):
        signed = draft_sitrep(week=WEEK, by=team.ccg)
        signed = sign_sitrep(sitrep=signed, finding="exceptions", by=team.ccg)
        with pytest.raises(ValidationError, match="Say why"):
            amend_sitrep(sitrep=signed, reason="", by=team.ccg)
        made = amend_sitrep(sitrep=signed, reason="An alignment was corrected", by=team.ccg)
        assert (made.revision, made.state) == (1, "draft")
        with pytest.raises(ValidationError, match="Another amendment"):
            amend_sitrep(sitrep=signed, reason="Again", by=team.ccg)


class TestByTheClock:
    def keys(self) -> list[str]:
        return [each.key for each in ask_for_sitreps(by=system_person(None))]

    def at(self, monkeypatch: Any, said: str) -> None:
        monkeypatch.setattr(
            "reporting.actions.sitreps.now_on_the_wall", lambda: datetime.fromisoformat(said)
        )

    @pytest.mark.usefixtures("team")
    def test_drafted_at_its_hour_and_counted_again_at_the_cut_off(
        self, settings: Any, monkeypatch: Any
    ):
        settings.COMMISSIONING_TODAY = WEDNESDAY
        self.at(monkeypatch, "2020-06-10T16:59")
        assert self.keys() == []
        self.at(monkeypatch, "2020-06-10T17:00")
        assert self.keys() == ["sitrep:2020-06-08"]
        assert self.keys() == []
        do(Job.objects.get(key="sitrep:2020-06-08").pk)
        settings.COMMISSIONING_TODAY = date(2020, 6, 11)
        self.at(monkeypatch, "2020-06-11T12:00")
        assert self.keys() == ["sitrep:2020-06-08:0:cut-off"]
        do(Job.objects.get(key="sitrep:2020-06-08:0:cut-off").pk)
        assert Sitrep.objects.get().past_cut_off
        assert self.keys() == []

    def test_weeks_that_nothing_ran_in_are_drafted_later(
        self, team: Team, settings: Any, monkeypatch: Any
    ):
        draft_sitrep(week=WEEK, by=team.ccg)
        settings.COMMISSIONING_TODAY = date(2020, 7, 1)
        self.at(monkeypatch, "2020-07-01T18:00")
        assert self.keys() == [
            "sitrep:2020-06-15",
            "sitrep:2020-06-22",
            "sitrep:2020-06-29",
        ]

    def test_the_hour_of_the_wall_holds_when_the_clocks_go_back(self):
        for at, shown in (("2020-10-24T16:00+00:00", 17), ("2020-10-25T16:00+00:00", 16)):
            with time_machine.travel(datetime.fromisoformat(at), tick=False):
                assert clock.now_on_the_wall().hour == shown


class TestPages:
    def test_every_number_leads_to_its_homes(self, team: Team, homes: Any):
        raise_exception(home=homes[0], practice=team.own, details=said(), by=team.manager)
        draft_sitrep(week=WEEK, by=team.ccg)
        page = of(team.ccg).get("/sitreps/2020-06-08/", follow=True)
        assert page.redirect_chain == [("/sitreps/2020-06-08/0/", 302)]
        href = "/sitreps/2020-06-08/0/homes/?question=weekly-check-in&amp;stands=E"
        assert href in page.content.decode()
        listed = of(team.ccg).get(href.replace("&amp;", "&")).content.decode()
        assert "Ashfield Lodge" in listed
        assert "Beechcroft" not in listed

    @pytest.mark.parametrize(
        "path",
        [
            "/sitreps/2020-06-09/",
            "/sitreps/nonsense/",
            "/sitreps/2020-06-15/",
            "/sitreps/2020-06-08/7/",
            "/sitreps/2020-06-08/0/questions/pizza/",
            "/sitreps/2020-06-08/0/sitrep.exe",
        ],
    )
    def test_what_is_not_there_is_not_found(self, team: Team, path: str):
        draft_sitrep(week=WEEK, by=team.ccg)
        assert of(team.ccg).get(path).status_code == 404

    @pytest.mark.usefixtures("homes")
    def test_files_agree_with_the_page(self, team: Team):
        made = draft_sitrep(week=WEEK, by=team.ccg)
        sign_sitrep(sitrep=made, finding="exceptions", by=team.ccg)
        here = "/sitreps/2020-06-08/0/sitrep"
        rows = list(
            csv.DictReader(io.StringIO(of(team.ccg).get(f"{here}.csv").content.decode("utf-8-sig")))
        )
        lead = next(
            each
            for each in rows
            if each["question"] == "clinical-lead" and each["network"] == "All networks"
        )
        assert (lead["homes"], lead["exceptions"]) == ("3", "3")
        book = openpyxl.load_workbook(io.BytesIO(of(team.ccg).get(f"{here}.xlsx").content))
        assert book["homes"].max_row == 4
        first = of(team.ccg).get(f"{here}.pdf").content
        assert first.startswith(b"%PDF")
        assert first == of(team.ccg).get(f"{here}.pdf").content

    def test_september_shows_which_document_each_duty_rests_on(self, team: Team):
        text = of(team.ccg).get("/sitreps/coverage/?week=2020-09-07").content.decode()
        assert "NHS England letter of 1 May 2020, 3" in text
        assert "Ended" in text
        assert "In force" in text
        assert of(team.ccg).get("/sitreps/coverage/?week=9999-99-99").status_code == 200
        early = of(team.ccg).get("/sitreps/coverage/?week=2020-04-20").content.decode()
        assert "asks about care homes" in early

    @pytest.mark.usefixtures("homes")
    def test_a_trend_has_its_table(self, team: Team):
        draft_sitrep(week=WEEK, by=team.ccg)
        text = of(team.ccg).get("/sitreps/trend/?question=clinical-lead").content.decode()
        assert "<svg" in text
        assert "8 June 2020" in text
        assert 'height="212' in text
