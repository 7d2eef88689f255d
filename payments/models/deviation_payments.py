"""What the commissioner decided to pay where a deviation was not agreed before the start."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commissioning.models import User
from commissioning.models.tracking import tracked
from payments.models.decisions import Decision
from practices.models import Deviation


@tracked()
class DeviationPayment(models.Model):
    """One decision for a deviation (D-40): pay in full, or take an amount away by name.

    Instalments go on until it is made. An amount that is taken away is an adjustment (`decision`)
    of one payment in one month.
    """

    class Outcome(models.TextChoices):
        FULL = "full", "Pay in full"
        LESS = "less", "Take away an amount"

    deviation = models.OneToOneField(Deviation, models.PROTECT, related_name="payment")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="deviation_payments"
    )
    reason = models.TextField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="deviation_payments")
    decided_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="full", decision__isnull=True)
                | Q(outcome="less", decision__isnull=False),
                name="amount_taken_away_has_a_decision",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="deviation_payment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.deviation}: {self.get_outcome_display()}"
