"""Files that people sent."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile

from commissioning.models import Attachment, Organisation
from tests.factories.years import Year

OWN, OTHER = UUID(int=1), UUID(int=2)
ABOUT = {"attachment": ({"key": OWN}, {"key": OTHER})}


def prepare(year: Year) -> None:
    for key, code in ((OWN, "C86001"), (OTHER, "C86003")):
        Attachment.objects.create(
            id=key,
            organisation=Organisation.objects.get(code=code),
            name="plan.txt",
            kind="txt",
            size=1,
            sha256="0" * 64,
            file=ContentFile(b"x", "plan.txt"),
            uploaded_by=year.publisher,
            uploaded_on=date(2020, 5, 22),
        )
