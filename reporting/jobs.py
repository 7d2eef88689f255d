"""The long work of reporting."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

from commissioning.jobs.registry import JobOutcome, Running, work
from commissioning.models import Job, Upload
from commissioning.uploads.actions import confirm_upload
from commissioning.uploads.importer import BRING_IN
from commissioning.web.addresses import address
from reporting.actions.delivery import note_refusal
from reporting.actions.gaps import FROM_THE_RECORD, raise_from_records
from reporting.actions.messages import ask_for_sending, write_messages
from reporting.actions.sitreps import DRAFT, LATER, amend_sitrep, draft_sitrep
from reporting.models import Message, Sitrep
from reporting.pages.sitrep_figures import sitrep_href
from reporting.pages.uploads import MOVED, upload_href
from reporting.sending import MESSAGES, REMINDERS, send_waiting
from reporting.uploads import OFFERED


@work(FROM_THE_RECORD, title="Raise what the record shows is missing", queue=Job.Queue.SHORT)
def from_the_record(running: Running) -> JobOutcome:
    """Exceptions that the record raises by itself, and those that it shows are mended."""
    done = raise_from_records(by=running.by)
    return JobOutcome(f"{done:,} raised or mended", href=address("reporting:exceptions"))


@work(DRAFT, title="Count a sitrep", queue=Job.Queue.SHORT)
def sitrep(running: Running) -> JobOutcome:
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
    return JobOutcome(f"{made.totals['homes']:,} homes counted", href=sitrep_href(made))


@work(BRING_IN, title="Bring in a file")
def bring_in(running: Running) -> JobOutcome:
    """A previewed file, all of it or nothing, if it still does what was shown."""
    upload = Upload.objects.get(pk=running.about["upload"])
    rows = sum(upload.shown["counts"].values())
    running.progress(0, doing=f"{rows:,} rows are looked at once more, and brought in")
    done = confirm_upload(importer=OFFERED[upload.kind], upload=upload, by=running.by)
    words = f"{upload} is brought in" if done else f"Nothing was brought in yet. {MOVED}"
    return JobOutcome(words, href=upload_href(upload))


@work(REMINDERS, title="Write the day’s messages", queue=Job.Queue.SHORT)
def reminders(running: Running) -> JobOutcome:
    """The day's reminders and digests, written once; then they are sent by work of its own."""
    written = write_messages(by=running.by)
    ask_for_sending(by=running.by, when=f"after:{running.job.pk}")
    return JobOutcome(
        f"{written.reminders:,} reminders and {written.digests:,} digests written",
        href=address("reporting:messages"),
    )


@work(MESSAGES, title="Send the messages that wait", whole=False)
def messages(running: Running) -> JobOutcome:
    """Each message that waits, sent at most once."""

    def refused(message: Message, words: str, *, is_address: bool) -> None:
        note_refusal(message=message, words=words, is_address=is_address, by=running.by)

    sent = send_waiting(running.claim, tell=running.progress, refused=refused)
    return JobOutcome(sent.said, href=address("reporting:messages"))
