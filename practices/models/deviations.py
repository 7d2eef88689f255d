"""Delivering otherwise than the specification says, by agreement."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from commissioning.models import SpecificationVersion
from commissioning.models.tracking import tracked
from practices.models.requests import Discussed


@tracked()
class Deviation(Discussed):
    """A practice asks to deliver an element otherwise, for a time or until the element ends.

    It is discussed with the network and agreed with the commissioner before the element starts;
    one that is not becomes a decision about payment (interpretation D-40), and instalments go on
    until that is made.
    """

    version = models.ForeignKey(SpecificationVersion, models.PROTECT, related_name="+")
    element = models.CharField(max_length=60)
    text = models.TextField("what will be different, and why")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    element_starts_on = models.DateField(help_text="It must be agreed before this day")

    class Meta(Discussed.Meta):
        constraints = [
            *Discussed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="deviation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: deviation from {self.specification} {self.element}"

    def asks_about_payment(self, on: date) -> bool:
        """Whether it was not settled before the element started, as seen on a day (D-40)."""
        if self.status == self.Status.WITHDRAWN:
            return False
        return (self.decided_on or on) >= self.element_starts_on
