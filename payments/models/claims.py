"""Costs that practices claim, and local funding that is protected."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from commissioning.models import Attachment, Organisation, User
from commissioning.models.tracking import tracked

MOST_LINES = 20  # costs on one claim form
LONGEST = 300  # characters in one of its boxes


@tracked()
class ClaimSheet(models.Model):
    """What a practice fills in at once: a draft first, then sent, and each line a claim.

    `lines` holds what was typed, as typed, so that nothing is lost while it is not yet right; once
    it is sent, the claims say what was claimed. A draft that is not wanted any more is discarded,
    never removed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        DISCARDED = "discarded", "Discarded"

    id: models.UUIDField[UUID, UUID] = models.UUIDField(
        primary_key=True, default=uuid4, editable=False
    )
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="claim_sheets")
    specification = models.CharField("specification code", max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    lines = models.JSONField(default=list, help_text="For each line what was typed, by field")
    edition = models.PositiveIntegerField(default=1, help_text="How often it was saved")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="claim_sheets_saved")
    saved_on = models.DateField()
    declared = models.JSONField(default=list, help_text="What the claimant confirmed, in its words")
    declared_by = models.CharField(max_length=200, blank=True, help_text="Name and role")
    sent_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="claim_sheets_sent"
    )
    sent_on = models.DateField(null=True, blank=True)
    files = models.ManyToManyField(Attachment, related_name="claim_sheets", blank=True)

    class Meta:
        indexes = [models.Index(fields=["practice", "state"], name="claim_sheets_of_a_practice")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_by__isnull=False, sent_on__isnull=False)
                & ~Q(declared_by="")
                | ~Q(state="sent") & Q(sent_by__isnull=True, sent_on__isnull=True),
                name="a_sent_claim_form_is_declared",
            )
        ]

    def __str__(self) -> str:
        return f"Claim form of {self.practice}"


@tracked()
class Claim(models.Model):
    """One claimed cost: so many units of a category, on or in the week of a day.

    `entered_by` is empty where a command brought it in for nobody in particular; `decided_by` is
    who entered the decision that stands.
    """

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
    files = models.ManyToManyField(Attachment, related_name="claims", blank=True)
    sheet = models.ForeignKey(
        ClaimSheet, models.PROTECT, null=True, blank=True, related_name="claims"
    )
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="claims_entered"
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="claims_decided"
    )
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="claims_withdrawn"
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal = models.CharField(
        max_length=1000, blank=True, help_text="Why it was taken back, before it was decided"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, unit_cost__gte=0, other_funding__gte=0),
                name="claim_is_for_something",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True, withdrawal="")
                | Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False) & ~Q(withdrawal=""),
                name="withdrawal_of_a_claim_has_a_person_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(decided_by=F("entered_by")),
                name="nobody_decides_a_claim_they_entered",
            ),
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
