"""Sending what waits, over one connection, each message at most once.

A message is claimed and the claim is saved; then it is sent; then it is noted as sent. Whoever is
killed in between leaves a message that is being sent by nobody. It may have gone out, so it is not
sent again by itself: people see it as perhaps not sent, and decide (docs/decisions/0022).
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.utils import timezone

from commissioning.models import Job
from reporting.models import Message

REMINDERS, MESSAGES = "reminders", "messages"  # kinds of work, and how their keys begin
MOST_ATTEMPTS = 12  # each an hour apart, for a message that the server puts off
PERMANENT, CLOSING = 500, 421  # answers for good, and before the line is closed
MAILBOX = {550, 551, 553}  # answers about an address
State = Message.State
log = logging.getLogger(__name__)

Tell = Callable[[int, int], None]


class Refused(Protocol):
    """Notes that the server refused a message, with its words."""

    def __call__(self, message: Message, words: str, *, is_address: bool) -> None: ...


@dataclass(slots=True)
class Sent:
    """What came of sending."""

    sent: int = 0
    refused: int = 0
    put_off: int = 0
    unsure: int = 0

    @property
    def said(self) -> str:
        parts = [f"{self.sent:,} sent"]
        parts += [f"{self.refused:,} refused"] if self.refused else []
        parts += [f"{self.put_off:,} put off"] if self.put_off else []
        parts += [f"{self.unsure:,} perhaps not sent"] if self.unsure else []
        return ", ".join(parts)


def send_waiting(claim: UUID, *, tell: Tell, refused: Refused) -> Sent:
    """Send every message that waits. Raises ValidationError where no mail server answers."""
    tally = Sent(unsure=leave_unsure())
    waiting = list(Message.objects.filter(state=State.WAITING).order_by("pk").values_list("pk"))
    if not waiting:
        return tally
    if settings.DEMO:
        tally.sent = Message.objects.filter(state=State.WAITING).update(state=State.SHOWN)
        return tally
    post = Post(claim, tally, refused)
    post.opens()
    try:
        for place, (pk,) in enumerate(waiting):
            tell(place, len(waiting))
            post.sends(pk)
    finally:
        post.closes()
    tell(len(waiting), len(waiting))
    return tally


def leave_unsure() -> int:
    """Mark what was being sent by work that is no more: it may have gone out."""
    alive = Job.objects.filter(state=Job.State.RUNNING, claim__isnull=False).values("claim")
    lost = Message.objects.filter(state=State.SENDING).exclude(claim__in=alive)
    number = lost.update(state=State.UNSURE)
    if number:
        log.warning("%s messages were being sent when their worker was lost", number)
    return number


class Post:
    """One connection to the mail server, opened anew where it is lost."""

    def __init__(self, claim: UUID, tally: Sent, refused: Refused) -> None:
        self.claim, self.found, self.refused = claim, tally, refused
        self.connection: Any = get_connection()

    def opens(self) -> None:
        """Connect before anything is claimed, so that nothing is in doubt while it is away."""
        try:
            self.connection.open()
        except (OSError, smtplib.SMTPException) as wrong:
            self.closes()
            raise ValidationError(f"The mail server does not answer: {wrong}") from None

    def closes(self) -> None:
        try:
            self.connection.close()
        except (OSError, smtplib.SMTPException) as wrong:
            log.warning("The mail server was left without a word: %s", wrong)

    def sends(self, pk: int) -> None:
        """Claim one message, send it, and note what came of it."""
        waits = Message.objects.filter(pk=pk, state=State.WAITING)
        if not waits.update(state=State.SENDING, claim=self.claim, attempts=F("attempts") + 1):
            return  # another has it
        message = Message.objects.get(pk=pk)
        try:
            self.connection.send_messages([_email(message)])
        except smtplib.SMTPRecipientsRefused as wrong:
            code, words = next(iter(wrong.recipients.values()))
            self._answered(message, code, words, is_address=code in MAILBOX)
        except (smtplib.SMTPServerDisconnected, OSError) as wrong:
            self._lost(message, wrong)
        except smtplib.SMTPResponseException as wrong:
            self._answered(message, wrong.smtp_code, wrong.smtp_error, is_address=False)
        else:
            self._ours(pk).update(state=State.SENT, sent_at=timezone.now())
            self.found.sent += 1

    def _ours(self, pk: int) -> Any:
        """The message while its fate is ours to note, even where others have given us up."""
        return Message.objects.filter(
            pk=pk, claim=self.claim, state__in=[State.SENDING, State.UNSURE]
        )

    def _answered(
        self, message: Message, code: int, words: bytes | str, *, is_address: bool
    ) -> None:
        """The server said no: for good, or for now. Either way it has not taken the message."""
        answer = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
        if code < PERMANENT and message.attempts < MOST_ATTEMPTS:
            self._ours(message.pk).update(state=State.WAITING)
            self.found.put_off += 1
        else:
            self.refused(
                message, f"The mail server answered {code}: {answer}", is_address=is_address
            )
            self.found.refused += 1
        if code == CLOSING:
            self._again()

    def _lost(self, message: Message, wrong: Exception) -> None:
        """The line was lost while a message was on it: nobody knows whether it was taken."""
        log.warning("The mail server was lost with message %s: %s", message.pk, wrong)
        self._ours(message.pk).update(state=State.UNSURE)
        self.found.unsure += 1
        self._again()

    def _again(self) -> None:
        self.closes()
        self.opens()


def _email(message: Message) -> EmailMultiAlternatives:
    letter = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.address],
        headers={"Auto-Submitted": "auto-generated", "X-Message": message.key},
    )
    letter.attach_alternative(message.html, "text/html")
    return letter
