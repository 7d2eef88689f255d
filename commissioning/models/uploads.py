"""Files of reference data and facts between the preview of what they change and the change."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from commissioning.models.tracking import tracked


def place_of(upload: Upload, filename: str) -> str:  # noqa: ARG001  (Django passes it)
    """Where a file is kept: by its key alone, so that no sent name reaches the disk."""
    return f"uploads/{upload.pk}"


@tracked()
class Upload(models.Model):
    """A file that somebody sent to change the register, and what they were shown it would do.

    Only that person confirms it. The file itself is kept, outside the web root, until then and for
    a day at most; its hash and what it did stay.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waits to be confirmed"
        CONFIRMED = "confirmed", "Confirmed"
        WITHDRAWN = "withdrawn", "Cancelled"
        EXPIRED = "expired", "Removed, not confirmed in time"

    id: models.UUIDField[UUID, UUID] = models.UUIDField(
        primary_key=True, default=uuid4, editable=False
    )
    kind = models.CharField(max_length=40, help_text="The importer that reads it")
    name = models.CharField("file name", max_length=150)
    size = models.PositiveIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64)
    options = models.JSONField(default=dict, help_text="What was said of it besides")
    shown = models.JSONField(default=dict, help_text="What it would change, as last shown")
    showings = models.PositiveSmallIntegerField(default=1, help_text="How often it was shown")
    fingerprint = models.CharField(max_length=64, help_text="The hash of all that was shown")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    file = models.FileField(upload_to=place_of, max_length=100, blank=True)
    uploaded_by = models.ForeignKey("commissioning.User", models.PROTECT, related_name="uploads")
    uploaded_on = models.DateField()
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]
        indexes = [models.Index(fields=["uploaded_by", "status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="confirmed", confirmed_on__isnull=False)
                | (~Q(status="confirmed") & Q(confirmed_on__isnull=True)),
                name="confirmed_upload_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(file="") | Q(status="waiting"), name="only_waiting_uploads_keep_a_file"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def waits(self) -> bool:
        return self.status == self.Status.WAITING
