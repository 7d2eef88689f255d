"""What practices need for medicines, what the CCG answered, and which services are in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from carehomes.models import MedicinesNeed, MedicinesServices
from carehomes.selectors.residents import living
from commissioning.models import Organisation
from practices.models import Membership
from practices.selectors.organisations import holding_on

PCN = Organisation.Kind.PCN


def with_needs(practices: QuerySet[Organisation], day: date) -> QuerySet[Organisation]:
    """Practices with `network_name`, and whether they told, were borne out and are answered."""
    needs = MedicinesNeed.objects.filter(practice=OuterRef("pk")).order_by("-told_on")
    member = Membership.objects.filter(holding_on(day), member=OuterRef("pk"), group_kind=PCN)
    return practices.annotate(
        network_name=Coalesce(Subquery(member.values("group__name")[:1]), Value("")),
        network_key=Subquery(member.values("group")[:1]),
        has_told=Exists(needs),
        answered_on=Subquery(needs.values("answered_on")[:1]),
        has_residents=Exists(living(day).filter(practice=OuterRef("pk"))),
    )


def latest_needs(practices: Iterable[Organisation]) -> dict[int, MedicinesNeed]:
    """What each practice told last, by its key."""
    rows = MedicinesNeed.objects.filter(practice__in=list(practices))
    rows = rows.select_related("practice", "told_by", "borne_out_by", "answered_by")
    latest = rows.order_by("practice_id", "-told_on").distinct("practice_id")
    return {need.practice_id: need for need in latest}


def needs_of(practice: Organisation) -> list[MedicinesNeed]:
    """Everything a practice told, the latest first."""
    rows = MedicinesNeed.objects.filter(practice=practice)
    return list(
        rows.select_related("practice", "told_by", "borne_out_by", "answered_by").order_by(
            "-told_on"
        )
    )


@dataclass(frozen=True, slots=True)
class InPlace:
    """In how many of the homes of which something was told all four services are in place."""

    homes: int
    whole: int


def services_of(practices: Iterable[Organisation]) -> dict[int, InPlace]:
    """How far the four services are in place, by the practice's key."""
    rows = MedicinesServices.objects.filter(practice__in=list(practices))
    latest = rows.order_by("practice_id", "home_id", "-told_on").distinct("practice_id", "home_id")
    wholes_by_practice: dict[int, list[bool]] = {}
    for services in latest:
        whole = services.supply and services.reviews and services.new_residents and services.queries
        wholes_by_practice.setdefault(services.practice_id, []).append(whole)
    return {key: InPlace(len(wholes), sum(wholes)) for key, wholes in wholes_by_practice.items()}


def services_by_home(practice: Organisation) -> list[MedicinesServices]:
    """What a practice told last of each home."""
    rows = MedicinesServices.objects.filter(practice=practice).select_related("home")
    latest = rows.order_by("home_id", "-told_on").distinct("home_id")
    return sorted(latest, key=lambda services: services.home.name)
