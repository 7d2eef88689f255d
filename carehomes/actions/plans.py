"""Counting who has a care and support plan: counts, never names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import CareHome, PlanCount
from carehomes.policy import can_count_residents
from commissioning.audit import record
from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.policy import require


@dataclass(frozen=True, slots=True)
class PlansSaid:
    """What was counted in one home; no part exceeds its whole."""

    residents: int
    with_plan: int
    with_respect: int
    copy_shared: int
    admissions: int
    planned_in_time: int

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Where a part exceeds its whole: the part's name, and the words."""
        wholes = (
            ("with_plan", "with a valid plan", self.residents, "residents"),
            ("with_respect", "with ReSPECT", self.with_plan, "with a valid plan"),
            ("copy_shared", "with a copy left or shared", self.with_plan, "with a valid plan"),
            ("planned_in_time", "planned for in time", self.admissions, "admitted or returned"),
        )
        return [
            (part, f"{getattr(self, part)} {words} is more than the {whole} {of}")
            for part, words, whole, of in wholes
            if getattr(self, part) > whole
        ]


@transaction.atomic
def count_plans(
    *,
    practice: Organisation,
    counted_on: date,
    said: Sequence[tuple[CareHome, PlansSaid]],
    by: User,
) -> int:
    """Record the counts of a practice's homes on a day, all or none; the same day corrects them.

    Returns how many homes were counted.
    """
    require(can_count_residents(by, practice))
    if counted_on > today():
        raise ValidationError("The day of the count cannot be in the future")
    wrong = [f"{home.name}: {words}" for home, each in said for _, words in each.mistakes]
    if wrong:
        raise ValidationError(wrong)
    for home, each in said:
        row, _ = PlanCount.objects.update_or_create(
            home=home,
            practice=practice,
            counted_on=counted_on,
            defaults=asdict(each) | {"counted_by": by},
        )
        record("plans counted", row, by=by, **asdict(each))
    return len(said)
