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
    sitrep_request = weekly(monday_of(day))
    keys = {question.key for question in sitrep_request.questions}
    homes = homes_open_on(day).filter(cqc_registered=True)
    gaps: list[GapOnRecord] = []
    if LEAD in keys:
        unled = homes.filter(~Exists(in_place(day).filter(home=OuterRef("pk"))))
        gaps += _gaps(
            unled, sitrep_request.specification.code, LEAD, "No clinical lead is on record"
        )
    if ALIGNMENT in keys:
        aligned = Alignment.objects.filter(holding_on(day), home=OuterRef("pk"))
        alone = homes.filter(~Exists(aligned))
        gaps += _gaps(
            alone, sitrep_request.specification.code, ALIGNMENT, "It is aligned to no network"
        )
    if OUT_OF_HOURS in keys:
        gaps += _gaps_out_of_hours(homes, sitrep_request.specification.code)
    if CHECK_IN in keys:
        gaps += _left_uncovered(homes, sitrep_request.specification.code, day)
    return gaps


def _gaps_out_of_hours(homes: QuerySet[CareHome], code: str) -> list[GapOnRecord]:
    """What was told of cover out of hours and is not closed: the oldest word on each home."""
    open_gaps = OutOfHoursGap.objects.filter(closed_on__isnull=True, home__in=homes)
    first = open_gaps.order_by("home_id", "raised_on", "pk").distinct("home_id")
    return [
        GapOnRecord(gap.home, code, OUT_OF_HOURS, gap.what, gap.since)
        for gap in first.select_related("home")
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
    gaps_by_home: dict[int, GapOnRecord] = {}
    for resident_count in left.select_related("home", "practice").order_by(
        "home_id", "practice__code"
    ):
        why = f"{in_words(resident_count.practice.name)} declined, and nobody covers its residents"
        gaps_by_home.setdefault(
            resident_count.home_id, GapOnRecord(resident_count.home, code, CHECK_IN, why)
        )
    return list(gaps_by_home.values())


def _gaps(homes: QuerySet[CareHome], code: str, question: str, why: str) -> Sequence[GapOnRecord]:
    return [GapOnRecord(home, code, question, why) for home in homes.order_by("pk")]
