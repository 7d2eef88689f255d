"""Samples of paid claims, drawn at random and verified one by one after they were paid."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models import User
from commissioning.models.tracking import tracked
from payments.models.claims import Claim


@tracked()
class ClaimSample(models.Model):
    """Paid claims of which some were drawn, so that anybody can draw the same again.

    Drawn are the `size` claims of `drawn_from` for which the SHA-256 of "seed:reference" is
    smallest. The seed is the system's own: nobody chooses it.
    """

    seed = models.CharField(max_length=32)
    size = models.PositiveIntegerField()
    drawn_from = models.JSONField(help_text="The references of all claims that could be drawn")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="claim_samples")
    drawn_on = models.DateField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="a_sample_holds_something")
        ]

    def __str__(self) -> str:
        return f"Sample {self.pk}"


@tracked()
class SampledClaim(models.Model):
    """A claim that was drawn, and what its evidence showed."""

    class Outcome(models.TextChoices):
        WAITING = "", "To be verified"
        VERIFIED = "verified", "Verified"
        FAILED = "failed", "Not verified"

    sample = models.ForeignKey(ClaimSample, models.PROTECT, related_name="drawn")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="sampled")
    entered_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who had entered the claim when it was drawn",
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    note = models.CharField(max_length=1000, blank=True, help_text="What was seen, never whom")
    verified_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="claims_verified"
    )
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["claim__reference"]
        constraints = [
            models.UniqueConstraint(fields=["claim"], name="a_claim_is_sampled_once"),
            models.CheckConstraint(
                condition=Q(outcome="", note="", verified_by__isnull=True, verified_on__isnull=True)
                | Q(verified_by__isnull=False, verified_on__isnull=False)
                & ~Q(outcome="")
                & ~Q(note=""),
                name="verification_has_a_person_and_a_note",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True)
                | Q(verified_by__isnull=True)
                | ~Q(verified_by=F("entered_by")),
                name="nobody_verifies_a_claim_they_entered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} in {self.sample}"
