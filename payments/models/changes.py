"""What changed in a run, one row for each payee and term, as people search and sort it."""

from __future__ import annotations

from django.db import models

from payments.models.runs import PaymentRun


class RunChange(models.Model):
    """A view of what a run keeps in `changes`: it is written with the run, and never by itself."""

    class Since(models.TextChoices):
        MONTH = "month", "Last month"
        PREPARATION = "preparation", "The last preparation"

    run = models.ForeignKey(PaymentRun, models.DO_NOTHING, related_name="+")
    since = models.CharField(max_length=20, choices=Since.choices)
    payee_code = models.CharField(max_length=6)
    payee_name = models.CharField(max_length=200)
    term = models.CharField(max_length=60)
    for_code = models.CharField(max_length=30)
    month = models.CharField(max_length=20, help_text="The month of the line, or the run's code")
    before = models.DecimalField(max_digits=16, decimal_places=2)
    after = models.DecimalField(max_digits=16, decimal_places=2)
    difference = models.DecimalField(max_digits=16, decimal_places=2)
    size = models.DecimalField(
        max_digits=16, decimal_places=2, help_text="The difference, whichever way it goes"
    )
    cause = models.TextField()

    class Meta:
        managed = False
        db_table = "payments_runchange"

    def __str__(self) -> str:
        return f"{self.payee_code}, {self.term}: {self.difference}"
