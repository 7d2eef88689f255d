"""The long work of reporting."""

from __future__ import annotations

from commissioning.jobs import Outcome, Running, work
from commissioning.models import Job
from reporting.actions.delivery import note_refusal
from reporting.actions.exceptions import FROM_THE_RECORD, raise_from_records
from reporting.actions.messages import ask_for_sending, write_messages
from reporting.models import Message
from reporting.sending import MESSAGES, REMINDERS, send_waiting


@work(FROM_THE_RECORD, title="Raise what the record shows is missing", queue=Job.Queue.SHORT)
def from_the_record(running: Running) -> Outcome:
    """Exceptions that the record raises by itself, and those that it shows are mended."""
    done = raise_from_records(by=running.by)
    return Outcome(f"{done:,} raised or mended", href="/exceptions/")


@work(REMINDERS, title="Write the day’s messages", queue=Job.Queue.SHORT)
def reminders(running: Running) -> Outcome:
    """The day's reminders and digests, written once; then they are sent by work of its own."""
    written = write_messages(by=running.by)
    ask_for_sending(by=running.by, when=f"after:{running.job.pk}")
    return Outcome(
        f"{written.reminders:,} reminders and {written.digests:,} digests written",
        href="/messages/",
    )


@work(MESSAGES, title="Send the messages that wait", whole=False)
def messages(running: Running) -> Outcome:
    """Each message that waits, sent at most once."""

    def refused(message: Message, words: str, *, is_address: bool) -> None:
        note_refusal(message=message, words=words, is_address=is_address, by=running.by)

    sent = send_waiting(running.claim, tell=running.progress, refused=refused)
    return Outcome(sent.said, href="/messages/")
