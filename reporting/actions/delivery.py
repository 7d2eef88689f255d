"""What became of messages: refused, come back, sent again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.commissioner_tasks.actions import raise_task
from commissioning.domain.periods import written
from commissioning.jobs.enqueue import ask_for
from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from reporting.models import Message
from reporting.policy.messages import can_note_bounce, can_send_again, can_write_messages
from reporting.sending import MESSAGES

State = Message.State


@transaction.atomic
def note_bounce(*, message: Message, words: str, by: User) -> Message:
    """Note that a message came back; whoever cannot be reached is a task of the CCG."""
    message = _locked(message)
    require(can_note_bounce(by, message))
    if not words.strip():
        raise ValidationError("Say what came back")
    message.state, message.problem = State.BOUNCED, words.strip()
    message.save(update_fields=["state", "problem"])
    record("message came back", message, by=by, reason=message.problem)
    _raise_unreachable(message, by)
    return message


@transaction.atomic
def note_refusal(*, message: Message, words: str, is_address: bool, by: User) -> Message:
    """Note that the mail server refused a message: its address for good, or this message."""
    message = _locked(message)
    require(can_write_messages(by))
    message.state = State.BOUNCED if is_address else State.FAILED
    message.problem = words
    message.save(update_fields=["state", "problem"])
    record("message refused", message, by=by, reason=words)
    _raise_unreachable(message, by)
    return message


def _raise_unreachable(message: Message, by: User) -> None:
    raise_task(
        matter=f"not-reached:{message.person_id}",
        title=f"Reach {message.person}, whose messages do not arrive",
        why=f"The message of {written(message.written_on)}, “{message.subject}”, to"
        f" {message.address} did not arrive: {message.problem}. Correct the address, and tell the"
        " person what was due.",
        by=by,
    )


@transaction.atomic
def send_again(*, message: Message, by: User) -> Message:
    """Send a message again: to the address that the person has now, in the words it had.

    It is a message of its own, so that what became of the first stays on record.
    """
    message = _locked(message)
    require(can_send_again(by, message))
    number = Message.objects.filter(key__startswith=f"{message.key}:again-").count() + 1
    if number > 1:
        raise ValidationError("This message was sent again already: look at the one that followed")
    again = Message.objects.create(
        key=f"{message.key}:again-{number}",
        matter=message.matter,
        kind=message.kind,
        person=message.person,
        address=message.person.email,
        subject=message.subject,
        text=message.text,
        html=message.html,
        organisation=message.organisation,
        specification=message.specification,
        deadline=message.deadline,
        written_on=today(),
    )
    record("message sent again", again, by=by)
    ask_for(MESSAGES, key=f"{MESSAGES}:again:{again.pk}", by=by)
    return again


def _locked(message: Message) -> Message:
    locked_message: Message = (
        Message.objects.select_for_update(of=("self",))
        .select_related("person", "organisation")
        .get(pk=message.pk)
    )
    return locked_message
