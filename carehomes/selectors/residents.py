"""Who lives where, as counts: the residents of each home by practice, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from carehomes.models import CareHome, OutsideCount, ResidentCount
from commissioning.models import Organisation


def _latest(day: date) -> QuerySet[ResidentCount]:
    """The count that stands on a day, of each home and practice."""
    counts = ResidentCount.objects.filter(counted_on__lte=day)
    return counts.order_by("home_id", "practice_id", "-counted_on").distinct(
        "home_id", "practice_id"
    )


def counts_on(homes: Iterable[CareHome], day: date) -> dict[int, list[ResidentCount]]:
    """The counts that stand on a day by the home's key, most residents first; none of nobody."""
    counts_by_home: dict[int, list[ResidentCount]] = {}
    for resident_count in _latest(day).filter(home__in=list(homes)).select_related("practice"):
        if resident_count.residents:
            counts_by_home.setdefault(resident_count.home_id, []).append(resident_count)
    for of_home in counts_by_home.values():
        of_home.sort(key=lambda count: (-count.residents, count.practice.code))
    return counts_by_home


def counts_of(practice: Organisation, day: date) -> dict[int, ResidentCount]:
    """A practice's counts that stand on a day, those of nobody too, by the home's key."""
    rows = _latest(day).filter(practice=practice).select_related("home")
    return {count.home_id: count for count in rows}


def outside_of(practice: Organisation, day: date) -> dict[int, OutsideCount]:
    """A practice's latest counts of residents outside the aligned network, by the home's key."""
    rows = OutsideCount.objects.filter(practice=practice, counted_on__lte=day)
    rows = rows.order_by("home_id", "-counted_on").distinct("home_id")
    return {count.home_id: count for count in rows}


@dataclass(frozen=True, slots=True)
class Lives:
    """How many of a practice's patients live in how many homes, as last counted."""

    residents: int
    homes: int
    counted_on: date  # the latest of the counts


def lives_of(practice: Organisation, day: date) -> Lives | None:
    """A practice's residents on a day, in homes that are open then; None where nothing is counted.

    A count of nobody is a count.
    """
    counts = [
        count
        for count in counts_of(practice, day).values()
        if count.home.closed_on is None or count.home.closed_on >= day
    ]
    if not counts:
        return None
    return Lives(
        residents=sum(count.residents for count in counts),
        homes=sum(count.residents > 0 for count in counts),
        counted_on=max(count.counted_on for count in counts),
    )


def living(day: date, **more: object) -> QuerySet[ResidentCount]:
    """Counts of somebody that stand on a day, for use in a query about homes or practices."""
    later = ResidentCount.objects.filter(
        home=OuterRef("home"),
        practice=OuterRef("practice"),
        counted_on__gt=OuterRef("counted_on"),
        counted_on__lte=day,
    )
    return ResidentCount.objects.filter(
        ~Exists(later), counted_on__lte=day, residents__gt=0, **more
    )


def serving(home: CareHome, day: date) -> list[Organisation]:
    """The practices with residents in a home on a day, the one with most residents first."""
    return [count.practice for count in counts_on([home], day).get(home.pk, [])]


@dataclass(frozen=True, slots=True)
class Registered:
    """Where the residents of a home are registered, seen from the network it is aligned to.

    Choice is never an exception; `unasked` are those outside of whom nothing is said yet.
    """

    residents: int
    within: int
    moving: int
    by_choice: int

    @property
    def unasked(self) -> int:
        return max(0, self.residents - self.within - self.moving - self.by_choice)


def registered(
    home: CareHome, counts: Iterable[ResidentCount], members: set[int], day: date
) -> Registered:
    """Work out where a home's residents are registered. `members` are the network's practices."""
    counts = list(counts)
    outside = OutsideCount.objects.filter(home=home, counted_on__lte=day)
    outside_counts = list(
        outside.exclude(practice__in=members)
        .order_by("practice_id", "-counted_on")
        .distinct("practice_id")
    )
    still = {count.practice_id for count in counts}
    outside_counts = [
        outside_count for outside_count in outside_counts if outside_count.practice_id in still
    ]
    return Registered(
        residents=sum(count.residents for count in counts),
        within=sum(count.residents for count in counts if count.practice_id in members),
        moving=sum(outside_count.moving for outside_count in outside_counts),
        by_choice=sum(outside_count.by_choice for outside_count in outside_counts),
    )
