"""Out-of-hours cover, alignment proposals and milestones: who says what, and who may not."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from carehomes.actions.alignment_proposals import (
    agree_alignment,
    confirm_alignment,
    propose_alignment,
    refuse_alignment,
)
from carehomes.actions.milestones import say_milestone
from carehomes.actions.out_of_hours import Cover, answer_gap, flag_gap, keep_out_of_hours
from carehomes.models import (
    Alignment,
    AlignmentProposal,
    MilestoneConfirmation,
    OutOfHours,
    OutOfHoursGap,
)
from carehomes.selectors.milestones import milestones
from tests.factories.teams import Team

TODAY = date(2021, 2, 15)
JUNE = date(2020, 6, 1)
COVER = Cover("An out-of-hours provider", "The late pharmacy", JUNE, JUNE)


def test_cover_is_dated_and_the_next_ends_the_one_before(team: Team) -> None:
    homes = [team.home(), team.home("1-222", "Birch House")]
    assert keep_out_of_hours(homes=homes, cover=COVER, by=team.ccg) == 2

    later = Cover("Another provider", "Same", None, date(2021, 1, 1))
    keep_out_of_hours(homes=homes[:1], cover=later, by=team.ccg)
    keep_out_of_hours(
        homes=homes[:1], cover=Cover("Corrected", "Same", TODAY, date(2021, 1, 1)), by=team.ccg
    )

    rows = OutOfHours.objects.filter(home=homes[0]).order_by("starts_on")
    assert list(rows.values_list("provider", "starts_on", "ends_on")) == [
        ("An out-of-hours provider", JUNE, date(2020, 12, 31)),
        ("Corrected", date(2021, 1, 1), None),
    ]
    with pytest.raises(PermissionDenied):
        keep_out_of_hours(homes=homes, cover=COVER, by=team.director)
    with pytest.raises(ValidationError, match="at least one"):
        keep_out_of_hours(homes=[], cover=COVER, by=team.ccg)


def test_cover_from_an_earlier_day_ends_where_the_next_begins(team: Team) -> None:
    home = team.home()
    keep_out_of_hours(homes=[home], cover=COVER, by=team.ccg)
    keep_out_of_hours(homes=[home], cover=Cover("Before", "x", None, date(2020, 5, 1)), by=team.ccg)
    rows = OutOfHours.objects.order_by("starts_on")
    assert rows.values_list("provider", "ends_on").first() == ("Before", date(2020, 5, 31))


def test_a_gap_is_flagged_answered_and_closed(team: Team) -> None:
    home = team.home()
    gap = flag_gap(home=home, organisation=team.own, since=JUNE, what="No number", by=team.manager)
    assert answer_gap(gap=gap, answer="We ask", closes=False, by=team.ccg).closed_on is None
    assert answer_gap(gap=gap, answer="Sent", closes=True, by=team.ccg).closed_on == TODAY

    with pytest.raises(ValidationError, match="was closed"):
        answer_gap(gap=gap, answer="Again", closes=False, by=team.ccg)
    with pytest.raises(PermissionDenied):
        flag_gap(home=home, organisation=team.own, since=JUNE, what="x", by=team.manager_too)
    with pytest.raises(PermissionDenied):
        answer_gap(gap=gap, answer="x", closes=True, by=team.director)
    with pytest.raises(IntegrityError, match="closed_with_an_answer"), transaction.atomic():
        OutOfHoursGap.objects.update(answer="", answered_by=None, answered_on=None)


def proposal(team: Team, **more: object) -> AlignmentProposal:
    asked = {
        "home": more.pop("home", None) or team.home(),
        "pcn": team.elsewhere,
        "starts_on": date(2021, 3, 1),
        "why": "Most residents are ours",
        "by": team.director_away,
    } | more
    return propose_alignment(**asked)


def test_a_director_proposes_and_the_ccg_confirms_which_moves_the_home(team: Team) -> None:
    found = proposal(team)
    assert found.state == "agreed"

    confirm_alignment(proposal=found, reason="Agreed with both", by=team.ccg)

    rows = Alignment.objects.order_by("starts_on")
    assert list(rows.values_list("pcn__code", "starts_on", "ends_on")) == [
        ("U72999", date(2020, 8, 1), date(2021, 2, 28)),
        ("U36746", date(2021, 3, 1), None),
    ]


def test_what_the_ccg_proposes_waits_for_the_director(team: Team) -> None:
    found = proposal(team, by=team.ccg)
    assert found.state == "proposed"

    with pytest.raises(PermissionDenied, match="The network has not agreed"):
        confirm_alignment(proposal=found, reason="", by=team.ccg_too)
    with pytest.raises(PermissionDenied, match="Only the clinical director of U36746"):
        agree_alignment(proposal=found, by=team.director)
    found = agree_alignment(proposal=found, by=team.director_away)
    with pytest.raises(PermissionDenied, match="another person of the team"):
        confirm_alignment(proposal=found, reason="", by=team.ccg)
    with pytest.raises(IntegrityError, match="does_not_confirm_it"), transaction.atomic():
        AlignmentProposal.objects.update(state="confirmed", decided_by=team.ccg, decided_on=TODAY)
    confirm_alignment(proposal=found, reason="", by=team.ccg_too)


def test_a_refusal_says_why_and_two_may_claim_a_home(team: Team) -> None:
    home = team.home()
    first = proposal(team, home=home)
    second = proposal(team, home=home, pcn=team.network, by=team.director)
    with pytest.raises(ValidationError, match="is proposed to U36746"):
        proposal(team, home=home)

    with pytest.raises(ValidationError, match="Say why"):
        refuse_alignment(proposal=first, reason="", by=team.ccg)
    with pytest.raises(PermissionDenied):
        refuse_alignment(proposal=second, reason="Ours", by=team.director_away)
    refuse_alignment(proposal=first, reason="The other network has more residents", by=team.ccg)
    with pytest.raises(PermissionDenied, match="decided already"):
        refuse_alignment(proposal=first, reason="Again", by=team.ccg)
    assert not Alignment.objects.filter(pcn=team.elsewhere).exists()


def test_a_director_or_deputy_confirms_milestones_and_nobody_else(team: Team) -> None:
    assert [each.deadline.code for each in milestones(TODAY)] == [
        "alignment",
        "care-home-lead",
        "registration-support",
        "care-plans",
        "multidisciplinary-team",
        "consistent-staff",
        "digital-support",
        "medicines-reviews",
        "new-resident-plans",
        "weekly-round",
    ]
    say_milestone(pcn=team.network, milestone="alignment", met_on=JUNE, by=team.director)
    say_milestone(
        pcn=team.network, milestone="alignment", met_on=None, note="One is left", by=team.deputy
    )
    kept = MilestoneConfirmation.objects.get()
    assert (kept.met_on, kept.said_by) == (None, team.deputy)

    for by in (team.director_away, team.ccg, team.manager):
        with pytest.raises(PermissionDenied, match="or a deputy"):
            say_milestone(pcn=team.network, milestone="alignment", met_on=JUNE, by=by)
    with pytest.raises(ValidationError, match="Say what is missing"):
        say_milestone(pcn=team.network, milestone="care-plans", met_on=None, by=team.director)
    with pytest.raises(ValidationError, match="No specification has a milestone"):
        say_milestone(pcn=team.network, milestone="moon", met_on=JUNE, by=team.director)
    with pytest.raises(ValidationError, match="in the future"):
        say_milestone(
            pcn=team.network, milestone="care-plans", met_on=date(2021, 3, 1), by=team.director
        )
