"""Kinds of work by name, and what a function that does one is given and answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import IO, Any
from uuid import UUID

from commissioning.models import Job, User
from commissioning.web.guards import Rule


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What came of some work: in words, where it is seen, and its file."""

    said: str
    href: str = ""
    file: IO[bytes] | None = None  # read from its start, then closed
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class JobPiece:
    """What one part of shared work is given, and how many payees or rows it goes through."""

    size: int
    about: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SharedWork:
    """The answer of work that several workers share: its parts, all of one kind.

    The work waits until every part is done, and is then begun again, to put them together. What
    was shared before is not asked for twice: only parts that failed are begun anew.
    """

    kind: str
    pieces: Sequence[JobPiece]


class LostClaimError(Exception):
    """Another worker took the job over: nothing more of it may be done here."""


@dataclass(slots=True)
class Running:
    """A job while it is done: what it was given, and where it tells how far it is."""

    job: Job
    claim: UUID
    done: int = 0
    of: int = 0
    doing: str = ""
    lost: Event = field(default_factory=Event)

    @property
    def by(self) -> User:
        return self.job.asked_by

    @property
    def about(self) -> dict[str, Any]:
        about: dict[str, Any] = self.job.about
        return about

    def progress(self, done: int, of: int = 0, doing: str = "") -> None:
        """Tell how far it is; people see it within seconds. Raises LostClaimError."""
        self.done, self.of, self.doing = done, of, doing[:200]
        if self.lost.is_set():
            raise LostClaimError(str(self.job.pk))


Doing = Callable[[Running], JobOutcome | SharedWork]


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work."""

    kind: str
    title: str
    do: Doing
    queue: str
    whole: bool
    rule: Rule | None  # who may ask for it, and so sees it whoever asked; None: its asker alone


KINDS: dict[str, Work] = {}


def work(
    kind: str,
    *,
    title: str,
    queue: str = Job.Queue.LONG,
    whole: bool = True,
    rule: Rule | None = None,
) -> Callable[[Doing], Doing]:
    """Name a kind of work. Its module is `<app>/jobs.py`, read when the app starts."""

    def named(do: Doing) -> Doing:
        if kind in KINDS:
            raise ValueError(f"Two kinds of work are called {kind}")
        KINDS[kind] = Work(kind, title, do, queue, whole, rule)
        return do

    return named


def seen_by_kind(user: User) -> list[str]:
    """The kinds of work that a person may ask for: what a colleague asked for is theirs too.

    Asked for twice it is one job, so whoever asks second has to find it.
    """
    return [kind.kind for kind in KINDS.values() if kind.rule is not None and kind.rule(user)]


def parts_done(job: Job) -> list[Job]:
    """The parts of shared work in their order, once every one is done; else none."""
    parts = list(job.parts.order_by("part"))
    return parts if all(part.state == Job.State.DONE for part in parts) else []
