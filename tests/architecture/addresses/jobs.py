"""Long work: what finance asked for, and what the site does by itself."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from commissioning.accounts.console import person
from commissioning.models import Job
from tests.factories.years import Year

OWN, OTHER = UUID(int=201), UUID(int=202)
BOTH = ({"pk": OWN}, {"pk": OTHER})
ABOUT = dict.fromkeys(("job", "job_again", "job_file"), BOTH)


def prepare(year: Year) -> None:
    """A job of finance's, and one that nobody asked for; both done, with a file."""
    for pk, by in ((OWN, year.preparer), (OTHER, person(None))):
        job = Job.objects.create(
            id=pk,
            key=f"statements:{pk}",
            kind="payment statements",
            title="Statements",
            queue=Job.Queue.LONG,
            asked_by=by,
            asked_on=date(2021, 1, 4),
            state=Job.State.DONE,
            ended_at=timezone.now(),
            file_name="statements.zip",
        )
        job.file.save("", ContentFile(b"PK"))
