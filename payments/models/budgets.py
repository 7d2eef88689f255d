"""What finance has set aside for a specification in a financial year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commissioning.models.tracking import tracked


@tracked()
class Budget(models.Model):
    """A budget as it was set on a day; of several for a year the one set last stands.

    Forecasts are held against it. No payment rests on it.
    """

    specification = models.CharField("specification code", max_length=60)
    year = models.PositiveSmallIntegerField(help_text="The year in which the financial year starts")
    amount = models.DecimalField("pounds", max_digits=12, decimal_places=2)
    note = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey("commissioning.User", models.PROTECT, related_name="budgets_set")
    set_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_budget_is_not_negative")
        ]
        indexes = [models.Index(fields=["year", "specification"])]

    def __str__(self) -> str:
        return f"{self.specification}, {self.year}: {self.amount}"
