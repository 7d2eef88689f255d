"""Homes and their beds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from carehomes.models import Alignment, BedCount, CareHome, HomeName
from commissioning.domain.periods import written
from commissioning.models import Organisation
from practices.selectors.organisations import holding_on


@dataclass(frozen=True, slots=True)
class BedsOn:
    """A home's beds on a day, and whether an edition of another time stands in."""

    beds: int
    since: date
    counted_on: date
    stands_in: bool
    source: str

    @property
    def in_words(self) -> str:
        """Where it is from, and what it stands in for, wherever it is shown."""
        counted = f"{self.source}, {written(self.counted_on)}"
        return f"{counted}, standing in from {written(self.since)}" if self.stands_in else counted


def homes_open_on(day: date, *, local_authority: str = "") -> QuerySet[CareHome]:
    """The homes registered on a day, of one local authority or of all."""
    homes = CareHome.objects.filter(Q(registered_on__isnull=True) | Q(registered_on__lte=day))
    homes = homes.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day))
    return homes.filter(local_authority=local_authority) if local_authority else homes


def homes_aligned_to(pcn: Organisation, day: date) -> QuerySet[CareHome]:
    """The homes that a network looks after on a day."""
    rows = Alignment.objects.filter(holding_on(day), pcn=pcn)
    return CareHome.objects.filter(pk__in=rows.values("home"))


def beds_on_all(homes: Iterable[CareHome], day: date) -> dict[int, BedsOn]:
    """The beds of homes on a day, by the home's key; a home without beds on record is left out."""
    rows = BedCount.objects.filter(holding_on(day), home__in=list(homes))
    return {
        row.home_id: BedsOn(row.beds, row.starts_on, row.counted_on, row.stands_in, row.source)
        for row in rows
    }


def beds_on(home: CareHome, day: date) -> BedsOn | None:
    """The beds of one home on a day."""
    return beds_on_all([home], day).get(home.pk)


def name_on(home: CareHome, day: date) -> str:
    """What a home was called on a day."""
    row = HomeName.objects.filter(holding_on(day), home=home).first()
    return row.name if row else home.name


def authority_of(practice: Organisation) -> str:
    """The local authority that a practice's homes are in, as the homes near it are."""
    near = CareHome.objects.exclude(local_authority="").filter(resident_counts__practice=practice)
    authority = near.values_list("local_authority", flat=True).first()
    every = CareHome.objects.exclude(local_authority="").values_list("local_authority", flat=True)
    return authority or every.first() or ""
