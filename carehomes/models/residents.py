"""How many people in a home are registered with which practice: counts, never names."""

from __future__ import annotations

from django.db import models

from carehomes.models.homes import CareHome
from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class ResidentCount(models.Model):
    """A practice's residents in a home, as counted on a day; it stands until the next count."""

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="resident_counts")
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="residents")
    counted_on = models.DateField()
    residents = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home", "practice", "counted_on"],
                name="one_resident_count_a_home_practice_and_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.home}: {self.residents} of {self.practice}"


@tracked()
class OutsideCount(models.Model):
    """Of a practice's residents in a home that another network looks after, as counted on a day.

    Some are being supported to register within the aligned network, some stay by their own choice,
    which comes first and is never an exception (LMC comparison, practice and clinician alignment).
    """

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="outside_counts")
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="outside_counts")
    counted_on = models.DateField()
    counted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    moving = models.PositiveIntegerField("being supported to move")
    by_choice = models.PositiveIntegerField("outside by choice")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home", "practice", "counted_on"],
                name="one_outside_count_a_home_practice_and_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.home}: outside the network, of {self.practice}"
