"""Which practices deliver a specification together."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from commissioning.models import Organisation
from practices.models import Partnership
from practices.selectors.organisations import holding_on


def partnerships_of(practice: Organisation, specification: str) -> QuerySet[Partnership]:
    """Those that a practice named, and those in which it was named, also ended ones."""
    partnerships = Partnership.objects.filter(
        Q(practice=practice) | Q(partner=practice), specification=specification
    )
    return partnerships.select_related("practice", "partner", "named_by").order_by(
        "starts_on", "pk"
    )


def partners_of(practice: Organisation, specification: str, day: date) -> list[Organisation]:
    """The practices with which a practice delivers and reports on a day."""
    partnerships = partnerships_of(practice, specification).filter(holding_on(day))
    return [
        partnership.partner if partnership.practice_id == practice.pk else partnership.practice
        for partnership in partnerships
    ]
