"""The forms that practices and networks send."""

from __future__ import annotations

from django.db import models

from commissioning.models import Organisation
from commissioning.models.tracking import tracked


@tracked()
class Return(models.Model):
    """A return was received from a practice or network, and whether it meets what was asked."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="returns")
    specification = models.CharField("specification code", max_length=60)
    code = models.CharField("return", max_length=60)
    period = models.DateField(
        null=True, blank=True, help_text="The last day of the quarter it reports on, if any"
    )
    submitted_on = models.DateField()
    met = models.BooleanField(null=True, blank=True, help_text="Empty: not judged yet")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "specification", "code", "period"],
                nulls_distinct=False,
                name="one_return_an_organisation_and_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.code} {self.period or ''}".strip()
