"""Who still owes each deadline, as the record has it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carehomes.models import ClinicalLead, Leadership, MedicinesNeed, MilestoneConfirmation
from commissioning.models import Organisation, SpecificationVersion, Task
from practices.models import Return, SignUp
from reporting.rules.deadlines import Dated
from reporting.selectors.deadlines import deadlines, revisions
from reporting.selectors.owing import Owing
from tests.factories.teams import Team
from tests.factories.years import SPECIFICATIONS, Year

pytestmark = pytest.mark.django_db
TODAY = date(2020, 6, 10)


@pytest.fixture
def team(settings: Any) -> Team:
    settings.COMMISSIONING_TODAY = TODAY
    return Team(Year(specifications=SPECIFICATIONS))


def dated(key: str, day: date = TODAY) -> Dated:
    return next(each for each in deadlines(day) if each.key == key)


def owing(key: str, day: date = TODAY) -> list[str]:
    return [each.code for each in Owing(day).of(dated(key, day))]


def received(organisation: Organisation, code: str, specification: str = "proactive-care") -> None:
    Return.objects.create(
        organisation=organisation,
        specification=specification,
        code=code,
        submitted_on=TODAY,
    )


class TestSignUps:
    def test_whoever_has_not_answered_owes_it(self, team: Team):
        team.year.signs(team.own)
        team.year.signs(team.second, response="declined")
        assert owing("proactive-care:sign-up") == ["C86003"]

    def test_silence_about_the_network_contract_means_in_so_nobody_owes_it(self, team: Team):
        assert team
        assert owing("enhanced-health-in-care-homes:sign-up") == []

    def test_nobody_owes_an_answer_once_the_contract_has_ended(self, team: Team):
        assert team
        assert owing("proactive-care:sign-up", date(2021, 4, 1)) == []

    def test_a_practice_that_is_commissioned_no_more_owes_nothing(self, team: Team):
        team.own.memberships.update(ends_on=date(2020, 6, 1))
        assert "C86001" not in owing("proactive-care:sign-up")

    def test_each_is_told_with_its_network(self, team: Team):
        assert team
        found = {
            each.code: each.network for each in Owing(TODAY).of(dated("proactive-care:sign-up"))
        }
        assert found == {"C86001": "U72999", "C86002": "U72999", "C86003": "U36746"}


class TestReturns:
    @pytest.fixture(autouse=True)
    def _take_part(self, team: Team) -> None:
        for each in (team.own, team.second):
            team.year.signs(each)

    def test_only_who_takes_part_and_has_not_sent_it(self, team: Team):
        assert owing("proactive-care:evaluation") == ["C86001", "C86002"]
        received(team.own, "evaluation")
        assert owing("proactive-care:evaluation") == ["C86002"]

    def test_a_group_s_form_is_owed_by_the_network_and_each_row_by_its_practice(self, team: Team):
        assert owing("proactive-care:gateway") == ["C86001", "C86002", "U72999"]
        received(team.own, "gateway")
        assert owing("proactive-care:gateway") == ["C86002", "U72999"]
        received(team.second, "gateway")
        assert owing("proactive-care:gateway") == []  # every practice sent its own

    def test_the_group_s_form_covers_its_practices(self, team: Team):
        received(team.network, "gateway")
        assert owing("proactive-care:gateway") == []

    def test_a_quarter_s_report_is_owed_by_itself(self, team: Team):
        SignUp.objects.filter(practice=team.own).update(specification="coordinated-care")
        key = "coordinated-care:quarterly-report-2016-12-31"
        assert owing(key) == ["C86001"]
        Return.objects.create(
            organisation=team.own,
            specification="coordinated-care",
            code="quarterly-report",
            period=date(2016, 12, 31),
            submitted_on=TODAY,
        )
        assert owing(key) == []
        assert owing("coordinated-care:quarterly-report-2017-03-31") == ["C86001"]

    def test_the_networks_plan(self, team: Team):
        key = "enhanced-health-in-care-homes:pcn-plan"
        assert owing(key) == ["U36746", "U72999"]
        received(team.network, "pcn-plan", "enhanced-health-in-care-homes")
        assert owing(key) == ["U36746"]


class TestHomes:
    def test_the_practice_with_most_residents_names_a_lead(self, team: Team):
        home = team.home()
        team.live(home, team.own, 12)
        team.live(home, team.second, 3)
        assert owing("proactive-care:clinical-leads") == ["C86001"]

    def test_a_proposed_lead_is_owed_by_whoever_is_silent(self, team: Team):
        home = team.home()
        team.live(home, team.own, 12)
        team.live(home, team.second, 3)
        made = _lead(team, home, Leadership.State.PROPOSED)
        made.answers.create(
            practice=team.own, agrees=True, answered_by=team.manager, answered_on=TODAY
        )
        assert owing("proactive-care:clinical-leads") == ["C86002"]
        Leadership.objects.update(state=Leadership.State.AGREED)
        assert owing("proactive-care:clinical-leads") == []  # it waits for the CCG

    def test_needs_for_medicines_are_owed_where_residents_live(self, team: Team):
        home = team.home()
        team.live(home, team.own, 12)
        team.live(home, team.second, 3)
        MedicinesNeed.objects.create(
            practice=team.own,
            told_on=TODAY,
            told_by=team.manager,
            needs="",
            discussed_on=TODAY,
        )
        assert owing("proactive-care:medicines-needs") == ["C86002"]
        team.year.signs(team.second, response="declined")
        assert owing("proactive-care:medicines-needs") == []

    def test_a_milestone_is_owed_by_the_network_until_it_is_met(self, team: Team):
        key = "enhanced-health-in-care-homes:care-plans"
        said = MilestoneConfirmation.objects.create(
            pcn=team.network,
            specification="enhanced-health-in-care-homes",
            milestone="care-plans",
            note="Two homes are left",
            said_by=team.director,
            said_on=TODAY,
        )
        assert owing(key) == ["U36746", "U72999"]
        said.met_on = TODAY
        said.save()
        assert owing(key) == ["U36746"]

    def test_what_a_home_s_lead_owes_goes_to_the_practice_of_the_lead(self, team: Team):
        home = team.home()
        _lead(team, home, Leadership.State.CONFIRMED)
        day = date(2020, 9, 1)
        assert owing("proactive-care:universal-support", day) == ["C86001"]
        assert owing("enhanced-health-in-care-homes:weekly-round", day) == ["C86001"]
        MilestoneConfirmation.objects.create(
            pcn=team.network,
            specification="enhanced-health-in-care-homes",
            milestone="weekly-round",
            met_on=day,
            said_by=team.director,
            said_on=day,
        )
        assert owing("enhanced-health-in-care-homes:weekly-round", day) == []


def _lead(team: Team, home: Any, state: str) -> Leadership:
    lead = ClinicalLead.objects.create(
        name="Dr Lead",
        profession="gp",
        employer=team.own,
        email="lead@nhs.example",
        organisation=team.own,
    )
    confirmed = state == Leadership.State.CONFIRMED
    return Leadership.objects.create(
        lead=lead,
        home=home,
        state=state,
        starts_on=date(2020, 6, 1),
        told_on=date(2020, 6, 1),
        proposed_by=team.manager,
        proposed_on=date(2020, 6, 1),
        decided_by=team.ccg if confirmed else None,
        decided_on=date(2020, 6, 1) if confirmed else None,
    )


class TestOthers:
    def test_the_ccg_s_own_is_owed_until_its_task_is_done(self, team: Team):
        assert owing("proactive-care:share-sign-ups") == ["commissioner"]
        Task.objects.filter(code="share-sign-ups").update(done_on=TODAY, done_by=team.ccg)
        assert owing("proactive-care:share-sign-ups") == []

    def test_audits_are_the_data_quality_team_s_and_payments_finance_s(self, team: Team):
        assert team
        assert owing("proactive-care:audit-q3") == ["data-quality"]
        assert owing("coordinated-care:final-2016-17") == ["finance"]

    def test_nobody_has_to_claim_or_to_deviate(self, team: Team):
        assert team
        assert owing("covid-costs:claims") == []
        assert owing("proactive-care:deviation") == []


def test_it_asks_as_often_however_many_practices_there_are(team: Team):
    home = team.home()
    team.live(home, team.own, 12)
    team.year.signs(team.own)

    def queries() -> int:
        found = Owing(TODAY)
        every = deadlines(TODAY)
        with CaptureQueriesContext(connection) as asked:
            found.of_all(every)
        return len(asked)

    queries()  # what each process reads once
    before = queries()
    for number in range(100, 120):
        practice = team.year.a_practice(f"C87{number}", f"PRACTICE {number}")
        team.year.signs(practice)
        team.live(home, practice, 2)
    assert queries() == before


def test_a_date_that_a_new_version_changes_is_a_new_revision(team: Team):
    assert team
    key = "proactive-care:gateway"
    first = revisions()[key]
    assert first.number == 0
    _vary("due = 2020-10-01", "due = 2020-10-08")
    second = revisions()[key]
    assert second.number == 1
    assert second.changed_at > first.changed_at
    assert revisions()["proactive-care:evaluation"].number == 0


def _vary(old: str, new: str) -> None:
    """Approve a version that differs in one place."""
    version = SpecificationVersion.objects.get(code="proactive-care")
    text = version.text.replace(old, new).replace(version.version, "2020-21.5")
    version.pk, version.version, version.text = None, "2020-21.5", text
    version.sha256, version.approved_at = "5" * 64, timezone.now()
    version.save(force_insert=True)
