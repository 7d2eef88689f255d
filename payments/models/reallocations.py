"""Money that a decline sets free, and who is proposed to have it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class Reallocation(models.Model):
    """What one practice's decline of an element set free, shared among those who cover it.

    Proposed by one person and approved by another; the shares add up to the amount, to the penny.
    """

    class Basis(models.TextChoices):
        RESIDENTS = "residents", "Residents of the homes covered"
        LIST = "list", "Registered patients"

    specification = models.CharField("specification code", max_length=60)
    term = models.CharField(max_length=60)
    element = models.CharField(max_length=60)
    freed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="freed")
    first_month = models.DateField()
    last_month = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    reason = models.TextField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="reallocations_proposed")
    proposed_on = models.DateField()
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="reallocations_approved"
    )
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "term", "element", "freed_by", "last_month"],
                name="one_reallocation_a_decline_and_month",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="nobody_approves_their_own_reallocation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} freed by {self.freed_by.code}, {self.element}"


@tracked()
class ReallocationShare(models.Model):
    """One payee's part of a reallocation, and the number it was shared by."""

    reallocation = models.ForeignKey(Reallocation, models.CASCADE, related_name="shares")
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="reallocated")
    weight = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reallocation", "payee"], name="one_share_a_payee")
        ]

    def __str__(self) -> str:
        return f"{self.payee}: {self.amount}"
