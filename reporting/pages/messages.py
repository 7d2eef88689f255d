"""Messages as a list, and one with what it said and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.records.audit import moment
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag
from commissioning.web.lists import Cell, Row
from reporting.models import CalendarFeed, Message
from reporting.policy.messages import can_note_bounce, can_send_again

State = Message.State
COLOURS = {
    State.WAITING: "blue",
    State.SENDING: "blue",
    State.SENT: "green",
    State.SHOWN: "green",
    State.HELD: "grey",
    State.UNSURE: "orange",
    State.BOUNCED: "red",
    State.FAILED: "red",
}


def message_href(message: Message) -> str:
    return address("reporting:message", key=message.pk)


def tag_of(message: Message) -> Tag:
    return Tag(message.get_state_display(), COLOURS[State(message.state)])


def message_rows(messages: Sequence[Message]) -> list[Row]:
    rows = []
    for message in messages:
        tag = tag_of(message)
        about = in_words(message.organisation.name) if message.organisation else ""
        rows.append(
            Row(
                (
                    message.written_on,
                    Cell(message.subject, href=message_href(message), said=about),
                    Cell(str(message.person), said=message.address),
                    message.get_kind_display(),
                    Cell(tag.text, tag=tag.colour),
                )
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message: what it said, as it was sent, and what this person may do about it."""

    subject: str
    tag: Tag
    key: int
    rows: tuple[SummaryRow, ...]
    text: str
    bounces: bool
    again: bool

    @classmethod
    def of(cls, message: Message, user: User) -> Self:
        return cls(
            subject=message.subject,
            tag=tag_of(message),
            key=message.pk,
            rows=tuple(_rows(message)),
            text=message.text,
            bounces=bool(can_note_bounce(user, message)),
            again=bool(can_send_again(user, message)),
        )


def _rows(message: Message) -> list[SummaryRow]:
    rows = [
        SummaryRow("To", str(message.person), said=message.address),
        SummaryRow("Kind", message.get_kind_display()),
        SummaryRow("Written on", written(message.written_on)),
    ]
    if message.organisation:
        rows.append(SummaryRow("About", in_words(message.organisation.name)))
    if message.sent_at:
        rows.append(SummaryRow("Sent", moment(message.sent_at)))
    if message.told_in:
        digest = message.told_in
        rows.append(SummaryRow("Told in", digest.subject, href=message_href(digest)))
    if message.problem:
        rows.append(SummaryRow("What went wrong", message.problem))
    if message.state == State.UNSURE:
        words = "The site was cut off while it sent this. It may have arrived, or not."
        rows.append(SummaryRow("What went wrong", words))
    return rows


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Somebody's calendar feed: whether there is one, and its address where it was just made."""

    made_on: str
    address: str = ""

    @classmethod
    def of(cls, feed: CalendarFeed | None, address: str = "") -> Self:
        return cls(written(feed.made_on) if feed else "", address)
