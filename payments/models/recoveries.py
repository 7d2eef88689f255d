"""How a payee pays back what it owes: agreed plans beside the lines that they bound."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation, User
from commissioning.models.spans import one_at_a_time
from commissioning.models.tracking import tracked


@tracked()
class RecoveryPlan(models.Model):
    """At most so much of what a payee owes is taken back each month, from a month, for some months.

    Without a plan everything is taken at once. Proposed by one person and approved by another; a
    plan that is ended no longer bounds anything, and what is left is taken at once.
    """

    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="recovery_plans")
    amount = models.DecimalField("pounds to be spread", max_digits=14, decimal_places=2)
    months = models.PositiveSmallIntegerField("number of months")
    starts_on = models.DateField(help_text="The first day of its first month")
    ends_on = models.DateField(help_text="The last day of its last month")
    reason = models.TextField()
    agreed_with = models.CharField(
        "who agreed it for the payee", max_length=200, help_text="Name and role"
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="plans_proposed")
    proposed_on = models.DateField()
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="plans_approved"
    )
    approved_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="plans_ended"
    )
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            one_at_a_time("payee", "one_plan_at_a_time", Q(ended_on__isnull=True)),
            models.CheckConstraint(
                condition=Q(amount__gt=0, months__gte=1, months__lte=60),
                name="plan_spreads_something",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_has_a_reason"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="nobody_approves_their_own_plan",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_on__isnull=True)
                | (Q(ended_by__isnull=False, ended_on__isnull=False) & ~Q(end_reason="")),
                name="end_of_a_plan_has_a_person_and_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee}: {self.amount} over {self.months} months"
