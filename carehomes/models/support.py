"""What helps a home beside its lead: the universal support offer, and its digital baseline."""

from __future__ import annotations

from django.db import models

from carehomes.models.homes import CareHome
from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class SupportCheck(models.Model):
    """Whether a home can use the universal support offer, and what it has for video, on a day.

    The lead checks or flags it (specification V4.0, clinical leadership); the CCG works with homes
    on their digital baseline (introduction). The latest of a home stands.
    """

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="support_checks")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="support_checks", help_text="Who checked"
    )
    checked_on = models.DateField()
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    accessible = models.BooleanField("the universal support offer is accessible")
    includes_primary_care = models.BooleanField("primary care is part of it and meets the needs")
    internet = models.BooleanField("reliable internet where residents are seen")
    video = models.BooleanField("a device for video consultations")
    nhsmail = models.BooleanField("an NHSmail address, or a secure one")
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home", "organisation", "checked_on"],
                name="one_check_of_support_a_home_and_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.home}: support as checked on {self.checked_on}"
