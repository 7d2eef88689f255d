"""Clinical leads: proposed, agreed by the practices there, confirmed by the CCG."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from carehomes.actions.leads import (
    LeadSaid,
    answer_leads,
    confirm_leads,
    end_leads,
    except_lead,
    propose_lead,
    refuse_leads,
)
from carehomes.models import CareHome, ClinicalLead, Leadership
from carehomes.selectors.leads import in_place, unexcepted, waiting_for, with_lead_facts
from commissioning.models import AuditEvent
from tests.factories.files import break_the_audit_trail_at
from tests.factories.teams import Team

JUNE = date(2020, 6, 1)
TODAY = date(2021, 2, 15)
DOCTOR = LeadSaid(
    name="Dr A. Example (demo)",
    profession="gp",
    provider="A community provider",
    email="a.example@nhs.example",
    skills_confirmed=True,
    single_point_of_contact=True,
)
NURSE = replace(
    DOCTOR, name="N. Example (demo)", profession="nurse", gp_oversight="Dr A joins each Tuesday"
)


def proposed(team: Team, *homes: CareHome, said: LeadSaid = DOCTOR, **more: object) -> Leadership:
    asked = {"organisation": team.own, "starts_on": JUNE, "by": team.manager} | more
    lead = propose_lead(details=said, homes=homes, **asked)
    return Leadership.objects.filter(lead=lead).latest("pk")


def confirmed(team: Team, *homes: CareHome, **more: object) -> Leadership:
    found = proposed(team, *homes, **more)
    confirm_leads(leaderships=list(found.lead.homes.all()), by=team.ccg, reason="In the demo")
    found.refresh_from_db()
    return found


def test_a_lead_is_proposed_then_agreed_by_the_practices_then_confirmed(team: Team) -> None:
    home = team.home()
    team.live(home, team.own, 12)
    team.live(home, team.second, 7)

    leadership = proposed(team, home)
    assert leadership.state == "proposed"
    assert list(leadership.answers.values_list("practice__code", "agrees")) == [("C86001", True)]
    assert waiting_for([team.second], TODAY).get() == leadership
    assert not waiting_for([team.own], TODAY).exists()

    answer_leads(leaderships=[leadership], practice=team.second, agrees=True, by=team.manager_too)
    leadership.refresh_from_db()
    assert leadership.state == "agreed"
    assert not in_place(TODAY).exists()

    confirm_leads(leaderships=[leadership], by=team.ccg)
    assert in_place(TODAY).get().lead.name == "Dr A. Example (demo)"
    said = AuditEvent.objects.filter(event__startswith="lead").order_by("pk")
    assert [each.event for each in said] == ["lead proposed", "lead answered", "lead confirmed"]


def test_a_network_proposes_one_lead_for_all_its_homes(team: Team) -> None:
    homes = [team.home(f"1-{number}", f"Home {number}") for number in range(3)]
    team.live(homes[0], team.own, 12)

    leadership = proposed(team, *homes, organisation=team.network, by=team.director)

    states = dict(leadership.lead.homes.values_list("home__location_id", "state"))
    assert states == {"1-0": "proposed", "1-1": "agreed", "1-2": "agreed"}


def test_a_practice_that_does_not_agree_says_why_and_the_ccg_decides(team: Team) -> None:
    home = team.home()
    team.live(home, team.second, 7)
    leadership = proposed(team, home)

    with pytest.raises(ValidationError, match="Say why"):
        answer_leads(
            leaderships=[leadership], practice=team.second, agrees=False, by=team.manager_too
        )
    answer_leads(
        leaderships=[leadership],
        practice=team.second,
        agrees=False,
        reason="We know the home best",
        by=team.manager_too,
    )
    with pytest.raises(ValidationError, match="Not every practice in Ashfield Lodge has agreed"):
        confirm_leads(leaderships=[leadership], by=team.ccg)
    refuse_leads(leaderships=[leadership], reason="As the practice says", by=team.ccg)
    leadership.refresh_from_db()
    assert (leadership.state, leadership.reason) == ("refused", "As the practice says")


def test_who_proposed_does_not_confirm_and_the_database_agrees(team: Team) -> None:
    leadership = proposed(team, team.home(), by=team.ccg)

    with pytest.raises(PermissionDenied, match="another person of the team"):
        confirm_leads(leaderships=[leadership], by=team.ccg)
    with pytest.raises(IntegrityError, match="who_proposed_a_lead"), transaction.atomic():
        Leadership.objects.filter(pk=leadership.pk).update(
            state="confirmed", decided_by=team.ccg, decided_on=TODAY
        )
    confirm_leads(leaderships=[leadership], by=team.ccg_too)


def test_others_may_not(team: Team) -> None:
    home = team.home()
    team.live(home, team.second, 7)
    leadership = proposed(team, home)

    with pytest.raises(PermissionDenied, match="Only C86001"):
        proposed(team, home, by=team.manager_too)
    with pytest.raises(PermissionDenied, match="Only C86002"):
        answer_leads(leaderships=[leadership], practice=team.second, agrees=True, by=team.manager)
    with pytest.raises(PermissionDenied, match="primary care team confirms"):
        confirm_leads(leaderships=[leadership], by=team.director)
    with pytest.raises(ValidationError, match="has no residents"):
        answer_leads(leaderships=[leadership], practice=team.away, agrees=True, by=team.ccg)


@pytest.mark.parametrize(
    ("said", "more", "words"),
    [
        (replace(DOCTOR, skills_confirmed=False), {}, "Confirm that the lead has the skills"),
        (replace(NURSE, gp_oversight=""), {}, "Say how a GP gives weekly oversight"),
        (DOCTOR, {"ends_on": date(2020, 5, 31)}, "The last day must be"),
        (DOCTOR, {"told_on": date(2021, 2, 16)}, "cannot be in the future"),
    ],
)
def test_what_is_not_right_is_named_and_nothing_is_kept(
    team: Team, said: LeadSaid, more: dict[str, object], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        proposed(team, team.home(), said=said, **more)
    assert not ClinicalLead.objects.exists()


def test_a_new_lead_takes_over_from_the_one_before(team: Team) -> None:
    home = team.home()
    first = confirmed(team, home)

    second = confirmed(team, home, said=NURSE, starts_on=date(2020, 10, 1), told_on=TODAY)

    first.refresh_from_db()
    assert (first.ends_on, first.end_told_on) == (date(2020, 9, 30), TODAY)
    assert [each.pk for each in in_place(date(2020, 10, 1))] == [second.pk]


def test_two_who_share_the_job_are_no_mistake_and_two_who_do_not_are(team: Team) -> None:
    home = team.home()
    confirmed(team, home)
    confirmed(team, home, said=NURSE, starts_on=date(2020, 7, 1), joins="shares")
    facts = with_lead_facts(CareHome.objects.all(), TODAY).get()
    assert (facts.has_lead, facts.leads_alone) == (True, 1)

    confirmed(team, home, said=replace(DOCTOR, name="Another"))
    assert with_lead_facts(CareHome.objects.all(), TODAY).get().leads_alone == 2


def test_from_31_july_a_lead_who_is_no_gp_is_flagged_until_an_exception_is_recorded(
    team: Team,
) -> None:
    leadership = confirmed(team, team.home(), said=NURSE)
    assert not unexcepted(date(2020, 7, 30)).exists()
    assert unexcepted(date(2020, 7, 31)).get() == leadership

    with pytest.raises(PermissionDenied):
        except_lead(lead=leadership.lead, why="Agreed", agreed_with="All", on=JUNE, by=team.manager)
    except_lead(
        lead=leadership.lead,
        why="No GP of the network is free",
        agreed_with="The practices and the community provider",
        on=TODAY,
        by=team.ccg,
    )
    assert not unexcepted(TODAY).exists()
    facts = with_lead_facts(CareHome.objects.all(), TODAY).get()
    assert facts.lacks_exception is False


def test_a_lead_ends_and_leaves_a_gap_that_the_board_finds(team: Team) -> None:
    leadership = confirmed(team, team.home())

    with pytest.raises(PermissionDenied):
        end_leads(leaderships=[leadership], ends_on=TODAY, by=team.manager_away)
    with pytest.raises(ValidationError, match="cannot be before"):
        end_leads(leaderships=[leadership], ends_on=date(2020, 5, 1), by=team.manager)
    end_leads(leaderships=[leadership], ends_on=date(2021, 1, 31), by=team.manager)

    assert with_lead_facts(CareHome.objects.all(), TODAY).get().has_lead is False
    leadership.refresh_from_db()
    assert leadership.end_told_on == TODAY


def test_nothing_is_kept_where_the_audit_trail_fails(team: Team) -> None:
    home = team.home()
    break_the_audit_trail_at("lead proposed")

    with pytest.raises(IntegrityError), transaction.atomic():
        proposed(team, home)
    assert not ClinicalLead.objects.exists()
    assert not Leadership.objects.exists()
