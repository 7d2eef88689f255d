"""Deadlines as a calendar that other programs read (RFC 5545). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//NHS Primary care commissioning//Deadlines//EN"
WIDEST = 75  # octets of a line, without its end
END = "\r\n"


@dataclass(frozen=True, slots=True)
class Event:
    """One whole day in a calendar. `number` grows each time that its day was changed."""

    uid: str
    number: int
    changed_at: datetime
    day: date
    summary: str
    description: str
    url: str
    category: str


def calendar(name: str, events: Iterable[Event]) -> str:
    """A calendar as text, its lines folded and ended as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in events:
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}{END}" for line in lines)


def _lines(event: Event) -> Iterator[str]:
    changed = f"{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{event.number}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"CATEGORIES:{escaped(event.category)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text with what the standard gives a meaning to taken back."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets; each further one begins with a space."""
    pieces: list[str] = []
    piece, width = "", 0
    for letter in line:
        size = len(letter.encode())
        if width + size > WIDEST:
            pieces.append(piece)
            piece, width = " ", 1
        piece += letter
        width += size
    return END.join([*pieces, piece])
