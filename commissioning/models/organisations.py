"""Every body with an ODS code that acts here or is paid here."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from commissioning.models.tracking import tracked


@tracked()
class Organisation(models.Model):
    """A practice, a primary care network, a commissioner or the LMC, by its ODS code.

    `practices` holds what is particular to practices and networks. The name is today's; earlier
    names are kept, dated, in `practices.OrganisationName`.
    """

    class Kind(models.TextChoices):
        PRACTICE = "practice", "GP practice"
        PCN = "pcn", "Primary care network"
        COMMISSIONER = "commissioner", "Commissioner"
        LMC = "lmc", "Local medical committee"

    code = models.CharField(
        "ODS code",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]{3,6}$", "An ODS code is 3 to 6 letters and digits")],
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=400, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="The last day it was open")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["kind"])]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
