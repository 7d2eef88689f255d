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
from commissioning.specifications.schema import Silence
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
    for count in living(day, practice__in=practices):
        residents.setdefault(count.practice_id, []).append(count.residents)
    counted = dict(
        ResidentCount.objects.filter(practice__in=practices, counted_on__lte=day)
        .values_list("practice")
        .annotate(last=Max("counted_on"))
        .order_by()
    )
    practice_keys = set(
        MedicinesNeed.objects.filter(practice__in=practices).values_list("practice", flat=True)
    )
    waiting = _leads_to_answer(practices, day)
    unanswered = _unanswered(practices, day)
    missing = _missing_returns(practices, day)
    return [
        PracticeStands(
            practice=practice,
            residents=sum(residents.get(practice.pk, [])),
            homes=len(residents.get(practice.pk, [])),
            counted_on=counted.get(practice.pk),
            leads_to_answer=waiting.get(practice.pk, 0),
            told_needs=practice.pk in practice_keys,
            unanswered=tuple(unanswered.get(practice.pk, [])),
            missing_returns=tuple(missing.get(practice.pk, [])),
        )
        for practice in practices
    ]


def _leads_to_answer(practices: Sequence[Organisation], day: date) -> dict[int, int]:
    """How many proposed leads wait for each practice."""
    proposed: QuerySet[Leadership] = waiting_for(practices, day)
    homes = {leadership.home_id: leadership for leadership in proposed}
    answers = set(
        Leadership.objects.filter(pk__in=[leadership.pk for leadership in proposed]).values_list(
            "home", "answers__practice"
        )
    )
    numbers_by_practice: dict[int, int] = {}
    for count in living(day, practice__in=practices, home__in=list(homes)):
        if (count.home_id, count.practice_id) not in answers:
            numbers_by_practice[count.practice_id] = (
                numbers_by_practice.get(count.practice_id, 0) + 1
            )
    return numbers_by_practice


def _unanswered(practices: Sequence[Organisation], day: date) -> dict[int, list[str]]:
    """The specifications of a day that a practice left unanswered: silence is no answer (D-21)."""
    specifications = [
        specification
        for specification in asking_specifications()
        if specification.sign_up.silence is Silence.HELD and day in specification.period
    ]
    codes = [specification.code for specification in specifications]
    answered = set(
        SignUp.objects.filter(practice__in=practices, specification__in=codes).values_list(
            "practice", "specification"
        )
    )
    return {
        practice.pk: [
            specification.title
            for specification in specifications
            if (practice.pk, specification.code) not in answered
        ]
        for practice in practices
    }


def _missing_returns(practices: Sequence[Organisation], day: date) -> dict[int, list[str]]:
    """The returns of the current year's specifications that were due of a practice and not sent."""
    year_began = date(day.year if day.month >= 4 else day.year - 1, 4, 1)  # noqa: PLR2004  (April)
    due = [
        due_return
        for due_return in returns_asked(day)
        if year_began <= due_return.due <= day
        and (due_return.asked.owed_by == "practice" or due_return.asked.row_per_practice)
    ]
    sent = set(
        Return.objects.filter(organisation__in=practices).values_list(
            "organisation", "specification", "code", "period"
        )
    )
    return {
        practice.pk: [
            due_return.asked.title
            for due_return in due
            if (
                practice.pk,
                due_return.specification,
                due_return.asked.code,
                due_return.occasion.quarter,
            )
            not in sent
        ]
        for practice in practices
    }
