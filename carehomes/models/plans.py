"""How many residents have a plan, and how soon new ones got theirs: counts, never names."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from carehomes.models.homes import CareHome
from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class PlanCount(models.Model):
    """A practice's residents of a home with a care and support plan, as counted on a day.

    `planned_in_time` are the admissions, since the last count, planned for within the standard of
    the day: 14 days until 31 August 2020, 7 working days from 1 October (interpretation D-15).
    """

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="plan_counts")
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="plan_counts")
    counted_on = models.DateField()
    counted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    residents = models.PositiveIntegerField()
    with_plan = models.PositiveIntegerField("with a valid plan")
    with_respect = models.PositiveIntegerField("with ReSPECT")
    copy_shared = models.PositiveIntegerField("with a copy left in the home or shared")
    admissions = models.PositiveIntegerField("admitted or returned since the last count")
    planned_in_time = models.PositiveIntegerField("of those, planned for in time")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home", "practice", "counted_on"],
                name="one_plan_count_a_home_practice_and_day",
            ),
            models.CheckConstraint(
                condition=Q(with_plan__lte=F("residents"))
                & Q(with_respect__lte=F("with_plan"))
                & Q(copy_shared__lte=F("with_plan"))
                & Q(planned_in_time__lte=F("admissions")),
                name="parts_of_a_plan_count_never_exceed_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home}: {self.with_plan} of {self.residents} of {self.practice} have a plan"
