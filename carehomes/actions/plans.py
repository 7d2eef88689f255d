"""Counting who has a care and support plan: counts, never names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import CareHome, PlanCount
from carehomes.policy import can_count_residents
from carehomes.rules.plans import PlansSaid
from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record


@transaction.atomic
def count_plans(
    *,
    practice: Organisation,
    counted_on: date,
    counts: Sequence[tuple[CareHome, PlansSaid]],
    by: User,
) -> int:
    """Record the counts of a practice's homes on a day, all or none; the same day corrects them.

    Returns how many homes were counted.
    """
    require(can_count_residents(by, practice))
    if counted_on > today():
        raise ValidationError("The day of the count cannot be in the future")
    wrong = [f"{home.name}: {words}" for home, count in counts for _, words in count.mistakes]
    if wrong:
        raise ValidationError(wrong)
    for home, count in counts:
        row, _ = PlanCount.objects.update_or_create(
            home=home,
            practice=practice,
            counted_on=counted_on,
            defaults=asdict(count) | {"counted_by": by},
        )
        record("plans counted", row, by=by, **asdict(count))
    return len(counts)
