"""What the pages of every app are made of: small pieces, ready to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a coloured box; the colours are the NHS.UK frontend's (none: blue)."""

    text: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of a summary list: what was answered, and where to change it."""

    key: str
    value: str = ""
    change_href: str = ""
    change_what: str = ""  # what the link changes, for those who hear it alone
    change_word: str = "Change"
    href: str = ""
    said: str = ""
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened, in a timeline: when, who, what, and their words."""

    when: str
    what: str
    who: str = ""
    words: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class TaskItem:
    """Something to do, in a task list: where it is done, by when, and how it stands."""

    title: str
    href: str
    organisation: str = ""  # its code, where the list is about several
    note: str = ""
    due: str = ""
    tag: Tag | None = None

    @property
    def hint(self) -> str:
        return ". ".join(part for part in (self.due, self.note) if part)
