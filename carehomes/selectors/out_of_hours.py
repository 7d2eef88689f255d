"""Out-of-hours cover of homes on a day, and gaps in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from carehomes.models import CareHome, OutOfHours, OutOfHoursGap
from carehomes.selectors.visible import homes_visible_to
from commissioning.models import User
from practices.selectors.organisations import holding_on


def cover_on(homes: Iterable[CareHome], day: date) -> dict[int, OutOfHours]:
    """The arrangement of each home on a day, by the home's key."""
    rows = OutOfHours.objects.filter(holding_on(day), home__in=list(homes))
    return {cover.home_id: cover for cover in rows}


def open_gaps(homes: Iterable[CareHome]) -> dict[int, list[OutOfHoursGap]]:
    """The gaps that are not closed, by the home's key, the oldest first."""
    gaps_by_home: dict[int, list[OutOfHoursGap]] = {}
    rows = OutOfHoursGap.objects.filter(home__in=list(homes), closed_on__isnull=True)
    for gap in rows.select_related("organisation").order_by("raised_on", "pk"):
        gaps_by_home.setdefault(gap.home_id, []).append(gap)
    return gaps_by_home


def gaps_visible_to(user: User) -> QuerySet[OutOfHoursGap]:
    """The gaps of the homes that a person sees."""
    gaps = OutOfHoursGap.objects.filter(home__in=homes_visible_to(user))
    return gaps.select_related("home", "organisation", "raised_by", "answered_by", "closed_by")
