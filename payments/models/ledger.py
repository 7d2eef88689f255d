"""Where each payment goes in the commissioner's ledger: a table, never code."""

from __future__ import annotations

from django.db import models

from commissioning.models.tracking import tracked

SUSPENSE = "SUSPENSE"  # the cost centre and account of the default row, until finance names its own


@tracked()
class LedgerCode(models.Model):
    """The cost centre and accounts that a payment term is charged to.

    An empty specification or term stands for any; the most particular row wins. Debts are the term
    `debt` of no specification. An empty entity is the specification's own commissioner.
    """

    specification = models.CharField(max_length=60, blank=True)
    term = models.CharField(max_length=60, blank=True)
    entity = models.CharField(max_length=10, blank=True)
    cost_centre = models.CharField(max_length=20)
    account = models.CharField("expenditure account", max_length=20)
    creditor_account = models.CharField("payables account", max_length=20)
    accrual_account = models.CharField("accruals account", max_length=20)
    debtor_account = models.CharField("receivables account", max_length=20)
    description = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["specification", "term"], name="one_code_a_term")
        ]

    def __str__(self) -> str:
        return f"{self.specification or 'any'}/{self.term or 'any'}: {self.cost_centre}"

    @property
    def is_default(self) -> bool:
        """Say whether it is the row that stands until finance brings in codes of its own."""
        return self.cost_centre == SUSPENSE
