"""Which editions of the publishers' files have been imported, and which day each speaks of."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Edition(models.Model):
    """One edition of a publisher's file, for the commissioners or authorities it covers.

    What an edition said on its day can be read from the dated rows; knowing on which days somebody
    looked is what lets an older edition be imported after a newer one.
    """

    class Kind(models.TextChoices):
        PRACTICES = "practices", "Practices"
        NETWORKS = "networks", "Primary care networks"
        LISTS = "lists", "List sizes"
        WEIGHTED_LISTS = "weighted lists", "Weighted list sizes"
        HOMES = "homes", "Care homes"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    day = models.DateField(help_text="The day it speaks of, or stands for")
    published_on = models.DateField(help_text="The day it is of")
    covers = ArrayField(
        models.CharField(max_length=100), help_text="Commissioners' codes or local authorities"
    )
    file_name = models.CharField(max_length=255)
    imported_at = models.DateTimeField(db_default=Now(), editable=False)
    imported_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="imported_editions"
    )

    class Meta:
        ordering = ["kind", "day"]
        indexes = [models.Index(fields=["kind", "day"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, edition of {self.published_on}"

    @property
    def stands_in(self) -> bool:
        """Say whether it was published for another day than the one it stands for."""
        return self.day != self.published_on
