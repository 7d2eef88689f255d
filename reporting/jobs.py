"""The long work of reporting."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

from commissioning.jobs import Outcome, Running, work
from commissioning.models import Job
from reporting.actions.gaps import FROM_THE_RECORD, raise_from_records
from reporting.actions.sitreps import DRAFT, LATER, amend_sitrep, draft_sitrep
from reporting.models import Sitrep
from reporting.pages.sitrep_figures import sitrep_href


@work(FROM_THE_RECORD, title="Raise what the record shows is missing", queue=Job.Queue.SHORT)
def from_the_record(running: Running) -> Outcome:
    """Exceptions that the record raises by itself, and those that it shows are mended."""
    done = raise_from_records(by=running.by)
    return Outcome(f"{done:,} raised or mended", href="/exceptions/")


@work(DRAFT, title="Count a sitrep", queue=Job.Queue.SHORT)
def sitrep(running: Running) -> Outcome:
    """A week's sitrep: drafted, counted again, or amended where the work names what it amends."""
    week = date.fromisoformat(running.about["week"])
    amends = running.about.get("amends")
    if amends is None:
        made = draft_sitrep(week=week, by=running.by)
    else:
        signed = Sitrep.objects.filter(pk=amends).first()
        if signed is None:
            raise ValidationError("The sitrep that it amends is gone")
        made = amend_sitrep(sitrep=signed, reason=LATER, by=running.by)
    return Outcome(f"{made.totals['homes']:,} homes counted", href=sitrep_href(made))
