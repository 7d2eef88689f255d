"""Asking to sign up, decline or leave after the date to answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commissioning.models import SpecificationVersion
from commissioning.models.tracking import tracked
from practices.models.requests import Asked


@tracked()
class SignUpRequest(Asked):
    """A practice asks to take part, or to stop, from a day, when the date to answer has passed.

    It counts once the commissioner agrees, from `counts_from`; until then what the practice
    answered before stands. No element: every element.
    """

    class Wish(models.TextChoices):
        TAKE_PART = "take part", "Take part"
        STOP = "stop", "Stop, or not take part"

    version = models.ForeignKey(SpecificationVersion, models.PROTECT, related_name="+")
    element = models.CharField(max_length=60, blank=True)
    wish = models.CharField(max_length=10, choices=Wish.choices)
    starts_on = models.DateField(help_text="The first day it is asked to count from")
    register = models.PositiveIntegerField(null=True, blank=True)
    signatory_name = models.CharField(max_length=200)
    signatory_role = models.CharField(max_length=200)
    reason = models.TextField()
    counts_from = models.DateField(null=True, blank=True)

    class Meta(Asked.Meta):
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "specification", "element"],
                condition=Q(status="open"),
                name="one_open_request_an_element",
            ),
            models.CheckConstraint(
                condition=Q(status="agreed", counts_from__isnull=False)
                | (~Q(status="agreed") & Q(counts_from__isnull=True)),
                name="agreed_request_counts_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} asks to {self.wish} from {self.starts_on}"
