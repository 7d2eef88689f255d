"""How many patients are on a practice's register for a specification."""

from __future__ import annotations

from django.db import models

from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class RegisterCount(models.Model):
    """A count of a register on a day: declared by the practice, or found by an audit.

    The latest declared count applies to the whole year. An audit changes no payment until the
    commissioner decides (interpretation D-04). A spot check in between informs, and can lead to a
    decision (D-36).
    """

    class Kind(models.TextChoices):
        DECLARED = "declared", "Declared by the practice"
        AUDIT = "audit", "Found by the data quality team"
        SPOT = "spot", "Found by a spot check"

    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="register_counts")
    specification = models.CharField("specification code", max_length=60)
    counted_on = models.DateField()
    patients = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "specification", "counted_on", "kind"],
                name="one_register_count_a_day_and_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.practice}: {self.patients} on {self.counted_on}"


@tracked()
class AuditReferral(models.Model):
    """An audit whose count fell short, sent to the commissioner for a decision."""

    count = models.OneToOneField(RegisterCount, models.PROTECT, related_name="referral")
    note = models.TextField(blank=True)
    referred_by = models.ForeignKey(User, models.PROTECT, related_name="audit_referrals")
    referred_on = models.DateField()

    class Meta:
        ordering = ["referred_on", "pk"]

    def __str__(self) -> str:
        return f"Audit sent for a decision: {self.count}"
