"""Homes as lists and boards show them: what each has and lacks on a day, in a few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from carehomes.models import (
    Alignment,
    AlignmentProposal,
    BedCount,
    CareHome,
    Leadership,
    OutOfHours,
    OutOfHoursGap,
    ResidentCount,
)
from carehomes.selectors.leads import in_place, with_lead_facts
from carehomes.selectors.residents import counts_on, living
from commissioning.models import Organisation
from practices.selectors.organisations import holding_on

OPEN = (AlignmentProposal.State.PROPOSED, AlignmentProposal.State.AGREED)


def listed(homes: QuerySet[CareHome], day: date) -> QuerySet[Any]:
    """Homes in operation on a day, with their beds, network and what lists filter and sort by."""
    home = OuterRef("pk")
    beds = BedCount.objects.filter(holding_on(day), home=home)
    aligned = Alignment.objects.filter(holding_on(day), home=home)
    claims = AlignmentProposal.objects.filter(home=home, state__in=OPEN)
    many = claims.order_by().values("home").annotate(many=Count("pk")).values("many")
    against = claims.exclude(pcn__in=aligned.values("pcn"))
    open_then = homes.filter(
        Q(registered_on__isnull=True) | Q(registered_on__lte=day),
        Q(closed_on__isnull=True) | Q(closed_on__gte=day),
    )
    return with_lead_facts(open_then, day).annotate(
        beds_now=Coalesce(Subquery(beds.values("beds")[:1]), 0),
        network_code=Coalesce(Subquery(aligned.values("pcn__code")[:1]), Value("")),
        network_name=Coalesce(Subquery(aligned.values("pcn__name")[:1]), Value("")),
        network_key=Subquery(aligned.values("pcn")[:1]),
        claims=Coalesce(Subquery(many), 0),
        claimed_against=Exists(against),
        covered=Exists(OutOfHours.objects.filter(holding_on(day), home=home)),
        signposted=Exists(
            OutOfHours.objects.filter(holding_on(day), home=home, signposted_on__lte=day)
        ),
        has_gap=Exists(OutOfHoursGap.objects.filter(home=home, closed_on__isnull=True)),
        counted=Exists(ResidentCount.objects.filter(home=home, counted_on__lte=day)),
        type_now=Case(
            When(~Q(kind=""), then=F("kind")),
            When(nursing=True, then=Value(CareHome.Kind.NURSING.value)),
            When(residential=True, then=Value(CareHome.Kind.RESIDENTIAL.value)),
            default=Value(""),
            output_field=CharField(),
        ),
    )


def with_residents_of(
    homes: QuerySet[CareHome], practice: Organisation, day: date
) -> QuerySet[CareHome]:
    """Those where a practice has residents on a day."""
    return homes.filter(Exists(living(day, practice=practice).filter(home=OuterRef("pk"))))


@dataclass(slots=True)
class HomeListed:
    """One home of a page of a list, with what comes from other tables."""

    home: CareHome
    residents: list[ResidentCount] = field(default_factory=list)
    leads: list[Leadership] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(count.residents for count in self.residents)


def rows_for(homes: Sequence[CareHome], day: date) -> list[HomeListed]:
    """The residents and leads of a page of homes: two queries, however many homes."""
    residents = counts_on(homes, day)
    leads: dict[int, list[Leadership]] = {}
    for leadership in in_place(day).filter(home__in=homes).select_related("lead__employer"):
        leads.setdefault(leadership.home_id, []).append(leadership)
    return [HomeListed(home, residents.get(home.pk, []), leads.get(home.pk, [])) for home in homes]
