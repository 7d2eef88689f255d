"""Care homes and their registered beds between two dates."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models.spans import one_at_a_time
from commissioning.models.tracking import tracked


@tracked()
class CareHome(models.Model):
    """A home registered with the Care Quality Commission (CQC), by its location id.

    The id is text and is never read apart. A home can be both nursing and residential. The name
    is today's; earlier names are in `HomeName`.
    """

    location_id = models.CharField("CQC location id", max_length=30, unique=True)
    name = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=300, blank=True)
    local_authority = models.CharField(max_length=100, blank=True)
    nursing = models.BooleanField(default=False)
    residential = models.BooleanField("without nursing", default=False)
    registered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="The last day it was registered")

    class Meta:
        ordering = ["name", "location_id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.location_id})"


@tracked()
class HomeName(models.Model):
    """What a home was called between two dates. An open start: since it was registered."""

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [one_at_a_time("home", "one_home_name_at_a_time")]

    def __str__(self) -> str:
        return self.name


@tracked()
class BedCount(models.Model):
    """How many beds a home was registered for, from a day until a day.

    `counted_on` is the edition the number comes from; where that is another day than `starts_on`
    was first known for, the edition stands in and says so wherever the beds are shown.
    """

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="bed_counts")
    beds = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    counted_on = models.DateField(help_text="The day the edition is of")
    stands_in = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_at_a_time("home", "one_bed_count_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="beds_end_after_they_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home}: {self.beds} beds from {self.starts_on}"
