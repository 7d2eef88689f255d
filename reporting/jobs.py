"""The long work of reporting."""

from __future__ import annotations

from commissioning.jobs import Outcome, Running, work
from commissioning.models import Job
from reporting.actions.exceptions import FROM_THE_RECORD, raise_from_records


@work(FROM_THE_RECORD, title="Raise what the record shows is missing", queue=Job.Queue.SHORT)
def from_the_record(running: Running) -> Outcome:
    """Exceptions that the record raises by itself, and those that it shows are mended."""
    done = raise_from_records(by=running.by)
    return Outcome(f"{done:,} raised or mended", href="/exceptions/")
