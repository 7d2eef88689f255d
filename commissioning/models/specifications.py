"""Published versions of specifications."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class SpecificationVersion(models.Model):
    """One version of a specification, kept whole as it was published.

    Published once and never edited: only its approval is added (`Approval` has the minute). It
    governs payment months from `in_force_from` once approved, whatever the day of approval.
    """

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    commissioner = models.CharField("commissioner's ODS code", max_length=6)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    in_force_from = models.DateField()
    period_from = models.DateField()
    period_to = models.DateField()
    reason = models.TextField(blank=True, help_text="Why this version was made")
    published_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="published_specifications"
    )
    published_at = models.DateTimeField(db_default=Now())
    approved_by = models.ForeignKey(
        "commissioning.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_specifications",
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code", "in_force_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_text_a_version"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="approval_has_a_person_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("published_by")),
                name="nobody_approves_what_they_published",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "code",
                    "version",
                    "title",
                    "commissioner",
                    "text",
                    "sha256",
                    "in_force_from",
                    "period_from",
                    "period_to",
                    "reason",
                    "published_by",
                    "published_at",
                ),
            ),
            pgtrigger.Protect(
                name="approved_is_fixed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"
