"""Which network looks after which home."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from carehomes.models.homes import CareHome
from commissioning.models import Organisation
from commissioning.models.spans import one_at_a_time
from commissioning.models.tracking import tracked


@tracked()
class Alignment(models.Model):
    """A home is aligned to a network between two dates: to one network at a time.

    One with no stated end lasts until the home's next alignment starts: its end is then the day
    before, and `ended_by_move` says that nobody stated it.
    """

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="alignments")
    pcn = models.ForeignKey(Organisation, models.PROTECT, related_name="aligned_homes")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_by_move = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_at_a_time("home", "one_network_for_a_home_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="alignment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_by_move=False) | Q(ends_on__isnull=False),
                name="a_move_ends_an_alignment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home} to {self.pcn}"
