"""What was done, by whom and why: business events, never changed once written."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models.functions import Now


class AuditEvent(models.Model):
    """One thing that somebody did. Row history (pghistory) says what changed; this says why."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    event = models.CharField(max_length=100)
    subject = models.CharField(max_length=200, help_text="model:key")
    about = models.CharField(max_length=300, blank=True, help_text="The subject in words")
    by = models.ForeignKey("commissioning.User", models.PROTECT, related_name="events")
    on = models.DateField(null=True, help_text="The business day, which a demo can set")
    organisation = models.ForeignKey(
        "commissioning.Organisation",
        models.PROTECT,
        null=True,
        related_name="audit_events",
        help_text="Whom it is about, where it is about one organisation",
    )
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject"]),
            models.Index(fields=["organisation", "-id"], name="events_of_an_organisation"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.about}"
