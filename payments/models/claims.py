"""Costs that practices claim, and local funding that is protected."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation
from commissioning.models.tracking import tracked


@tracked()
class Claim(models.Model):
    """One claimed cost: so many units of a category, on or in the week of a day."""

    reference = models.CharField(max_length=60, unique=True)
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="claims")
    specification = models.CharField("specification code", max_length=60)
    category = models.CharField(max_length=60)
    incurred_on = models.DateField()
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit_cost = models.DecimalField(max_digits=12, decimal_places=2)
    other_funding = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    claimed_on = models.DateField()
    description = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, unit_cost__gte=0, other_funding__gte=0),
                name="claim_is_for_something",
            )
        ]

    def __str__(self) -> str:
        return f"Claim {self.reference}"


@tracked()
class ProtectedSum(models.Model):
    """A practice's yearly local funding that is kept until the national service starts."""

    class Covers(models.TextChoices):
        """What of the national model a local service covered; mapped by the commissioner."""

        CHECK_IN = "check-in", "A: weekly check-in"
        PLANS = "plans", "B: care and support plans"
        MEDICINES = "medicines", "C: pharmacy and medicines support"
        LEAD = "lead", "D: named clinical lead"
        COMMUNITY = "community", "Support of community services"
        OTHER = "other", "Another local service"

    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="protected_sums")
    specification = models.CharField("specification code", max_length=60)
    service = models.CharField(max_length=200, help_text="The local service that it paid for")
    annual_amount = models.DecimalField(max_digits=14, decimal_places=2)
    covers = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        help_text="What of the national model the service covered",
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "specification", "service", "starts_on"],
                name="one_protected_sum_a_service",
            ),
            models.CheckConstraint(
                condition=Q(annual_amount__gte=0), name="protected_sum_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="protection_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: {self.service}"
