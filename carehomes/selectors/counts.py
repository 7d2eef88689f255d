"""When practices last counted, and what they told of medicines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from carehomes.models import MedicinesServices, PlanCount, ResidentCount
from commissioning.models import Organisation

SERVICES = ("supply", "reviews", "new_residents", "queries")


@dataclass(frozen=True, slots=True)
class LastCounts:
    """When a practice last counted its residents, and their plans."""

    practice: Organisation
    residents_on: date | None
    plans_on: date | None


def what_was_counted(practices: Sequence[Organisation], day: date) -> list[LastCounts]:
    residents, plans = (
        dict(
            model.objects.filter(practice__in=practices, counted_on__lte=day)
            .values_list("practice")
            .annotate(last=Max("counted_on"))
            .order_by()
        )
        for model in (ResidentCount, PlanCount)
    )
    return [
        LastCounts(practice, residents.get(practice.pk), plans.get(practice.pk))
        for practice in practices
    ]


def services_told(practice: Organisation) -> dict[int, dict[str, bool]]:
    """What a practice told last of each home's services, by the home's key."""
    rows = MedicinesServices.objects.filter(practice=practice).order_by("told_on")
    return {row.home_id: {name: getattr(row, name) for name in SERVICES} for row in rows}
