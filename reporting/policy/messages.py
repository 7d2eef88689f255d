"""Messages: who reads them, who says what became of them, and who has the day's written."""

from __future__ import annotations

from commissioning.models import Role, User
from commissioning.policy.decision import Permission, no
from commissioning.policy.roles import has_a_role, only
from reporting.models import Message

State = Message.State
GONE_OUT = (State.SENT, State.UNSURE, State.SHOWN)
NOT_ARRIVED = (State.UNSURE, State.BOUNCED, State.FAILED)


def reads_messages(user: User) -> Permission:
    """See messages at all; which, the selector says."""
    return has_a_role(user)


# See everybody's, and say what became of them.
keeps_messages = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG’s primary care team looks after the messages of others",
    console=True,
)


def can_note_bounce(user: User, message: Message) -> Permission:
    """Note that a message came back."""
    allowed = keeps_messages(user)
    if allowed and message.state not in GONE_OUT:
        return no("Only a message that went out can come back")
    return allowed


def can_send_again(user: User, message: Message) -> Permission:
    """Send a message again that did not arrive, or perhaps not."""
    allowed = keeps_messages(user)
    if allowed and message.state not in NOT_ARRIVED:
        return no("This message did not fail: sent again, it would arrive twice")
    return allowed


# Have the day's messages written: the site by itself, or the CCG.
can_write_messages = only(
    Role.PRIMARY_CARE,
    reason="The site does this by itself, or the CCG’s primary care team",
    console=True,
)


def chooses_messages(user: User) -> Permission:
    """Choose how one is reminded, and have a calendar feed: whoever has something to do here."""
    return has_a_role(user)


def reads_deadlines(user: User) -> Permission:
    """See the calendar of deadlines; who owes what, the selector says."""
    return has_a_role(user)
