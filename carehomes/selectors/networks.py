"""A network's practices and homes on a day, with what is missing of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from carehomes.models import CareHome, Leadership, MedicinesNeed, ResidentCount
from carehomes.selectors.leads import waiting_for
from carehomes.selectors.listing import HomeListed, listed, rows_for
from carehomes.selectors.residents import living
from commissioning.models import Organisation
from commissioning.specifications.types import Silence
from practices.models import Return, SignUp
from practices.selectors.answering import asking_specifications
from practices.selectors.organisations import members_of
from practices.selectors.returns import returns_asked


@dataclass(frozen=True, slots=True)
class PracticeStands:
    """A practice of a network, and what it has done and not done about homes, and else."""

    practice: Organisation
    residents: int
    homes: int
    counted_on: date | None
    leads_to_answer: int
    told_needs: bool
    unanswered: tuple[str, ...]  # specifications without an answer
    missing_returns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NetworkStands:
    """A network on a day: its practices, and the homes aligned to it."""

    network: Organisation
    practices: list[PracticeStands]
    homes: list[HomeListed]


def network_stands(network: Organisation, day: date) -> NetworkStands:
    """Where a network stands, in a fixed number of queries."""
    practices = list(members_of(network, day))
    homes = listed(CareHome.objects.all(), day).filter(network_key=network.pk).order_by("name")
    return NetworkStands(network, _practices(practices, day), rows_for(list(homes), day))


def _practices(practices: Sequence[Organisation], day: date) -> list[PracticeStands]:
    residents: dict[int, list[int]] = {}
    for each in living(day, practice__in=practices):
        residents.setdefault(each.practice_id, []).append(each.residents)
    counted = dict(
        ResidentCount.objects.filter(practice__in=practices, counted_on__lte=day)
        .values_list("practice")
        .annotate(last=Max("counted_on"))
        .order_by()
    )
    told = set(
        MedicinesNeed.objects.filter(practice__in=practices).values_list("practice", flat=True)
    )
    waiting = _leads_to_answer(practices, day)
    unanswered = _unanswered(practices, day)
    missing = _missing_returns(practices, day)
    return [
        PracticeStands(
            practice=each,
            residents=sum(residents.get(each.pk, [])),
            homes=len(residents.get(each.pk, [])),
            counted_on=counted.get(each.pk),
            leads_to_answer=waiting.get(each.pk, 0),
            told_needs=each.pk in told,
            unanswered=tuple(unanswered.get(each.pk, [])),
            missing_returns=tuple(missing.get(each.pk, [])),
        )
        for each in practices
    ]


def _leads_to_answer(practices: Sequence[Organisation], day: date) -> dict[int, int]:
    """How many proposed leads wait for each practice."""
    proposed: QuerySet[Leadership] = waiting_for(practices, day)
    homes = {each.home_id: each for each in proposed}
    said = set(
        Leadership.objects.filter(pk__in=[each.pk for each in proposed]).values_list(
            "home", "answers__practice"
        )
    )
    found: dict[int, int] = {}
    for each in living(day, practice__in=practices, home__in=list(homes)):
        if (each.home_id, each.practice_id) not in said:
            found[each.practice_id] = found.get(each.practice_id, 0) + 1
    return found


def _unanswered(practices: Sequence[Organisation], day: date) -> dict[int, list[str]]:
    """The specifications of a day that a practice left unanswered: silence is no answer (D-21)."""
    asked = [
        each
        for each in asking_specifications()
        if each.sign_up.silence is Silence.HELD and day in each.period
    ]
    codes = [each.code for each in asked]
    answered = set(
        SignUp.objects.filter(practice__in=practices, specification__in=codes).values_list(
            "practice", "specification"
        )
    )
    return {
        practice.pk: [each.title for each in asked if (practice.pk, each.code) not in answered]
        for practice in practices
    }


def _missing_returns(practices: Sequence[Organisation], day: date) -> dict[int, list[str]]:
    """The returns of the current year's specifications that were due of a practice and not sent."""
    year_began = date(day.year if day.month >= 4 else day.year - 1, 4, 1)  # noqa: PLR2004  (April)
    due = [
        each
        for each in returns_asked(day)
        if year_began <= each.due <= day
        and (each.asked.owed_by == "practice" or each.asked.row_per_practice)
    ]
    sent = set(
        Return.objects.filter(organisation__in=practices).values_list(
            "organisation", "specification", "code", "period"
        )
    )
    return {
        practice.pk: [
            each.asked.title
            for each in due
            if (practice.pk, each.specification, each.asked.code, each.occasion.quarter) not in sent
        ]
        for practice in practices
    }
