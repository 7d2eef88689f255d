"""What practices tell of their residents: medicines, support, plans, who lives outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from carehomes.actions.medicines import (
    Services,
    answer_needs,
    bear_out_discussion,
    say_services,
    tell_needs,
)
from carehomes.actions.plans import count_plans
from carehomes.actions.residents import count_outside
from carehomes.actions.support import SupportSaid, check_support
from carehomes.models import MedicinesServices, OutsideCount, PlanCount, SupportCheck
from carehomes.rules.plans import PlansSaid
from carehomes.selectors.residents import counts_on, registered
from practices.selectors.organisations import members_of
from tests.factories.teams import Team

TODAY = date(2021, 2, 15)
COUNTS = PlansSaid(12, 10, 6, 9, 2, 1)
WELL = SupportSaid(
    accessible=True, includes_primary_care=True, internet=True, video=True, nhsmail=False
)


def test_needs_are_told_borne_out_and_answered(team: Team) -> None:
    need = tell_needs(
        practice=team.second, needs="A pharmacist", discussed_on=TODAY, by=team.manager_too
    )
    again = tell_needs(practice=team.second, needs="Two", discussed_on=TODAY, by=team.manager_too)
    assert again.pk == need.pk

    bear_out_discussion(need=need, by=team.director)
    answered = answer_needs(need=need, support="One day a week", support_from=TODAY, by=team.ccg)

    assert (answered.borne_out_by, answered.answered_by) == (team.director, team.ccg)
    with pytest.raises(ValidationError, match="The CCG has answered"):
        tell_needs(practice=team.second, needs="", discussed_on=TODAY, by=team.manager_too)


def test_a_director_who_works_for_the_practice_leaves_it_to_a_deputy(team: Team) -> None:
    need = tell_needs(practice=team.own, needs="", discussed_on=TODAY, by=team.manager)

    with pytest.raises(PermissionDenied, match="a deputy of the network"):
        bear_out_discussion(need=need, by=team.director)
    with pytest.raises(PermissionDenied, match="Only the clinical director"):
        bear_out_discussion(need=need, by=team.director_away)
    assert bear_out_discussion(need=need, by=team.deputy).borne_out_by == team.deputy


def test_medicines_refusals(team: Team) -> None:
    with pytest.raises(PermissionDenied):
        tell_needs(practice=team.own, needs="", discussed_on=TODAY, by=team.manager_too)
    with pytest.raises(ValidationError, match="cannot be in the future"):
        tell_needs(practice=team.own, needs="", discussed_on=date(2021, 3, 1), by=team.manager)
    need = tell_needs(practice=team.own, needs="", discussed_on=TODAY, by=team.manager)
    with pytest.raises(PermissionDenied):
        answer_needs(need=need, support="x", support_from=None, by=team.director)
    with pytest.raises(ValidationError, match="Say what support"):
        answer_needs(need=need, support="", support_from=None, by=team.ccg)


def test_services_are_kept_by_day_and_what_is_as_it_was_is_not_said_again(team: Team) -> None:
    home = team.home()
    services = Services(supply=True, reviews=False, new_residents=True, queries=True)

    assert say_services(practice=team.own, answers=[(home, services)], by=team.manager) == 1
    assert say_services(practice=team.own, answers=[(home, services)], by=team.manager) == 0
    assert MedicinesServices.objects.get().reviews is False
    with pytest.raises(PermissionDenied):
        say_services(practice=team.own, answers=[(home, services)], by=team.manager_away)


def test_support_that_cannot_be_used_says_what_is_missing(team: Team) -> None:
    home = team.home()
    check_support(home=home, organisation=team.own, answers=WELL, by=team.manager)

    with pytest.raises(ValidationError, match="Say what is missing"):
        check_support(
            home=home,
            organisation=team.own,
            answers=replace(WELL, accessible=False),
            by=team.manager,
        )
    check_support(home=home, organisation=team.network, answers=WELL, by=team.director)
    assert SupportCheck.objects.count() == 2


def test_plans_are_counted_and_the_same_day_corrects(team: Team) -> None:
    home = team.home()
    count_plans(practice=team.own, counted_on=TODAY, counts=[(home, COUNTS)], by=team.manager)
    count_plans(
        practice=team.own,
        counted_on=TODAY,
        counts=[(home, replace(COUNTS, with_plan=11))],
        by=team.manager,
    )
    assert PlanCount.objects.get().with_plan == 11


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("with_plan", "13 with a valid plan is more than the 12 residents"),
        ("with_respect", "13 with ReSPECT is more than the 10 with a valid plan"),
        ("copy_shared", "13 with a copy left or shared is more than the 10 with a valid plan"),
        ("planned_in_time", "13 planned for in time is more than the 2 admitted"),
    ],
)
def test_a_part_never_exceeds_the_whole(team: Team, part: str, words: str) -> None:
    home = team.home()
    wrong = replace(COUNTS, **{part: 13})
    with pytest.raises(ValidationError, match=words):
        count_plans(practice=team.own, counted_on=TODAY, counts=[(home, wrong)], by=team.manager)
    assert not PlanCount.objects.exists()

    count_plans(practice=team.own, counted_on=TODAY, counts=[(home, COUNTS)], by=team.manager)
    with pytest.raises(IntegrityError, match="parts_of_a_plan_count"), transaction.atomic():
        PlanCount.objects.update(**{part: 13})


def test_residents_outside_are_moving_or_stay_by_choice(team: Team) -> None:
    home = team.home()
    team.live(home, team.own, 20)
    team.live(home, team.away, 9)

    count_outside(practice=team.away, counted_on=TODAY, counts=[(home, 3, 5)], by=team.manager_away)
    again = [(home, 3, 5)]
    assert not count_outside(
        practice=team.away, counted_on=TODAY, counts=again, by=team.manager_away
    )

    inside = set(members_of(team.network, TODAY).values_list("pk", flat=True))
    found = registered(home, counts_on([home], TODAY)[home.pk], inside, TODAY)
    assert (found.residents, found.within, found.moving, found.by_choice, found.unasked) == (
        29,
        20,
        3,
        5,
        1,
    )


def test_more_outside_than_live_there_is_refused(team: Team) -> None:
    home = team.home()
    team.live(home, team.away, 9)
    with pytest.raises(ValidationError, match="more than the 9 residents of C86003"):
        count_outside(
            practice=team.away, counted_on=TODAY, counts=[(home, 5, 5)], by=team.manager_away
        )
    assert not OutsideCount.objects.exists()
