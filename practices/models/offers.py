"""What a practice with few care home residents offers instead."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from commissioning.models import SpecificationVersion
from commissioning.models.tracking import tracked
from practices.models.requests import Discussed


@tracked()
class Offer(Discussed):
    """A practice whose residents are under a share of its list chooses what it offers (D-22).

    Any combination of the specification's choices, kept as their words. It is discussed with the
    network's clinical director first, which is recorded, and agreed with the commissioner.
    """

    version = models.ForeignKey(SpecificationVersion, models.PROTECT, related_name="+")
    residents = models.PositiveIntegerField(help_text="Its patients who live in care homes")
    patients = models.DecimalField("list", max_digits=10, decimal_places=2)
    choices = ArrayField(models.CharField(max_length=300))
    discussed_with = models.CharField(max_length=200)
    discussed_on = models.DateField()

    class Meta(Discussed.Meta):
        constraints = [
            *Discussed.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "specification"],
                condition=models.Q(status__in=["open", "agreed"]),
                name="one_standing_offer_a_practice",
            ),
            models.CheckConstraint(
                condition=models.Q(choices__len__gt=0), name="offer_chooses_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: offer under {self.specification}"
