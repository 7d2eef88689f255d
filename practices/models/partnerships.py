"""Practices that deliver and report jointly."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class Partnership(models.Model):
    """A practice names another with which it delivers a specification, and reports.

    Each practice of the pair stands for the other. Payment stays with each practice by itself.
    """

    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    partner = models.ForeignKey(Organisation, models.PROTECT, related_name="partnered")
    specification = models.CharField("specification code", max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="partnerships_named")
    named_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "partner", "specification"],
                condition=Q(ends_on__isnull=True),
                name="one_open_partnership_a_pair",
            ),
            models.CheckConstraint(
                condition=~Q(practice=F("partner")), name="partner_is_another_practice"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="partnership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} with {self.partner}"
