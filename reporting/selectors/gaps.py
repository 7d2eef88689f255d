"""What the record itself shows is missing in homes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from carehomes.models import Alignment, CareHome, OutOfHoursGap
from carehomes.selectors.homes import homes_open_on
from carehomes.selectors.leads import in_place
from carehomes.selectors.residents import living
from commissioning.domain.names import in_words
from payments.models import ReallocationShare
from practices.models import SignUp
from practices.selectors.organisations import holding_on
from reporting.rules.weeks import ALIGNMENT, monday_of
from reporting.selectors.weeks import weekly

LEAD = "clinical-lead"
OUT_OF_HOURS = "out-of-hours"
CHECK_IN = "weekly-check-in"  # what is missing first where a whole service is
SERVICE = "care-homes"  # the element in which practices look after homes


@dataclass(frozen=True, slots=True)
class GapOnRecord:
    """Something that the record itself shows is missing in a home."""

    home: CareHome
    specification: str
    question: str
    missing: str
    since: date | None = None  # None: the day it is seen


def gaps_on_record(day: date) -> list[GapOnRecord]:
    """Homes in operation that have no clinical lead, or no network, as far as it is asked."""
    asked = weekly(monday_of(day))
    keys = {each.key for each in asked.questions}
    homes = homes_open_on(day).filter(cqc_registered=True)
    found: list[GapOnRecord] = []
    if LEAD in keys:
        unled = homes.filter(~Exists(in_place(day).filter(home=OuterRef("pk"))))
        found += _gaps(unled, asked.specification.code, LEAD, "No clinical lead is on record")
    if ALIGNMENT in keys:
        aligned = Alignment.objects.filter(holding_on(day), home=OuterRef("pk"))
        alone = homes.filter(~Exists(aligned))
        found += _gaps(alone, asked.specification.code, ALIGNMENT, "It is aligned to no network")
    if OUT_OF_HOURS in keys:
        found += _gaps_out_of_hours(homes, asked.specification.code)
    if CHECK_IN in keys:
        found += _left_uncovered(homes, asked.specification.code, day)
    return found


def _gaps_out_of_hours(homes: QuerySet[CareHome], code: str) -> list[GapOnRecord]:
    """What was told of cover out of hours and is not closed: the oldest word on each home."""
    told = OutOfHoursGap.objects.filter(closed_on__isnull=True, home__in=homes)
    first = told.order_by("home_id", "raised_on", "pk").distinct("home_id")
    return [
        GapOnRecord(each.home, code, OUT_OF_HOURS, each.what, each.since)
        for each in first.select_related("home")
    ]


def _left_uncovered(homes: QuerySet[CareHome], code: str, day: date) -> list[GapOnRecord]:
    """Homes with residents of a practice that declined the service, and nobody who covers them.

    A lead of somebody else covers a home; so does whoever has a share of what the decline set free.
    """
    declined = SignUp.objects.filter(
        specification=code, element=SERVICE, response=SignUp.Response.DECLINED
    )
    covered = ReallocationShare.objects.filter(
        reallocation__specification=code,
        reallocation__element=SERVICE,
        reallocation__freed_by=OuterRef("practice"),
        reallocation__approved_by__isnull=False,
    )
    led = (
        in_place(day)
        .filter(home=OuterRef("home"))
        .filter(Q(lead__employer__isnull=True) | ~Q(lead__employer=OuterRef("practice")))
    )
    left = living(day, practice__in=declined.values("practice"), home__in=homes).filter(
        ~Exists(covered), ~Exists(led)
    )
    found: dict[int, GapOnRecord] = {}
    for each in left.select_related("home", "practice").order_by("home_id", "practice__code"):
        why = f"{in_words(each.practice.name)} declined, and nobody covers its residents"
        found.setdefault(each.home_id, GapOnRecord(each.home, code, CHECK_IN, why))
    return list(found.values())


def _gaps(homes: QuerySet[CareHome], code: str, question: str, why: str) -> Sequence[GapOnRecord]:
    return [GapOnRecord(each, code, question, why) for each in homes.order_by("pk")]
