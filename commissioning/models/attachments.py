"""Files that people send with what they say: evidence, plans, templates."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

from commissioning.models.organisations import Organisation
from commissioning.models.tracking import tracked


def place_of(attachment: Attachment, filename: str) -> str:  # noqa: ARG001  (Django passes it)
    """Where a file is kept: by its key alone, so that no sent name reaches the disk."""
    return f"attachments/{attachment.pk}"


@tracked()
class Attachment(models.Model):
    """A file that somebody sent for an organisation, checked by its content before it was kept.

    It is stored outside the web root and given only to those who may see it.
    """

    id: models.UUIDField[UUID, UUID] = models.UUIDField(
        primary_key=True, default=uuid4, editable=False
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, help_text="What its content is: pdf, docx …")
    size = models.PositiveIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=place_of, max_length=100)
    uploaded_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="attachments"
    )
    uploaded_on = models.DateField()

    class Meta:
        ordering = ["uploaded_on", "name"]

    def __str__(self) -> str:
        return self.name
