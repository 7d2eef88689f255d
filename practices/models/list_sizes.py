"""How many patients are registered with a practice, on the days that were published."""

from __future__ import annotations

from django.db import models

from commissioning.models import Organisation
from commissioning.models.tracking import tracked


@tracked()
class ListSize(models.Model):
    """A practice's list on a day, raw or weighted, and the day it stands for.

    A published list stands for its own day. Where a contract names a day that was never
    published, another day's list may stand in, and says so wherever it is shown.
    """

    class Kind(models.TextChoices):
        RAW = "raw", "Registered patients"
        WEIGHTED = "weighted", "Weighted patients"

    practice = models.ForeignKey(Organisation, models.CASCADE, related_name="list_sizes")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.RAW)
    counted_on = models.DateField(help_text="The publisher's extract date")
    stands_for = models.DateField(help_text="The day the contract names")
    patients = models.DecimalField(max_digits=10, decimal_places=2)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "kind", "stands_for", "counted_on"],
                name="one_list_a_practice_kind_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(patients__gte=0), name="list_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} on {self.stands_for}: {self.patients}"
