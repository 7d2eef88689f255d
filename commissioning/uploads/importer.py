"""What can be uploaded: for each kind of file an importer, which an app offers in `uploads.py`.

The lines of imports run to the right only, so that nobody registers anything here: `reporting`,
which sees every app, lists their importers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any, Self

from django.core.files import File

from commissioning.imports import ImportOutcome, refuse
from commissioning.imports.facts import FactFile
from commissioning.models import Upload, User
from commissioning.web.guards import Rule

NAMED = 100  # texts of each list that are kept to be shown
LONGEST_NAME = 150  # bytes
BRING_IN = "upload"  # the kind of work that brings a file in
LISTS = ("added", "changed", "closed", "unchanged")


@dataclass(frozen=True, slots=True)
class UploadDetails:
    """What a person says of a file besides; an importer asks for some of it."""

    as_at: date | None = None
    stands_for: date | None = None
    commissioner: str = ""
    local_authority: str = ""
    skip_unknown: bool = False
    details: Path | None = None  # the publisher's second file, for as long as it is read

    @property
    def edition_of(self) -> date:
        """The day of the edition, where it has to be said."""
        if self.as_at is None:
            raise refuse("The day of the edition is not given", "Say which day the file is of")
        return self.as_at

    def as_json(self) -> dict[str, Any]:
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
            if value and name != "details"
        }

    @classmethod
    def from_json(cls, options: dict[str, Any]) -> Self:
        days: dict[str, Any] = {
            name: date.fromisoformat(options[name])
            for name in ("as_at", "stands_for")
            if name in options
        }
        rest = {name: value for name, value in options.items() if name != "details"}
        return cls(**{**rest, **days})


@dataclass(frozen=True, slots=True)
class Details:
    """What is kept of a second file that came along, besides what was said of the first."""

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, upload: Upload) -> Self | None:
        details = upload.options.get("details")
        return cls(**details) if details else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """One kind of file: what it is called, who may bring it in, what is asked, and how."""

    name: str  # in the address
    title: str
    about: str  # where it comes from, and what it is for
    rule: Rule  # the action's own policy, as far as it is about the person alone
    bring_in: Callable[[Path, User, UploadDetails], ImportOutcome]
    asks: tuple[str, ...] = ()  # fields of `Said`, of which `details` is a second file
    needs: tuple[str, ...] = ()  # those that must be given
    layout: str = ""  # the columns, where the layout is our own


def facts(
    read: Callable[[Path], FactFile[Any]], take: Callable[..., ImportOutcome]
) -> Callable[[Path, User, UploadDetails], ImportOutcome]:
    """How a file of facts is brought in: read in our own layout, and taken by one action."""

    def bring_in(path: Path, by: User, answers: UploadDetails) -> ImportOutcome:  # noqa: ARG001  (facts have days)
        file = read(path)
        return take(rows=file.rows, by=by, mistakes=file.mistakes)

    return bring_in


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import does, as it is kept to be shown: counts of all, and the first texts."""

    counts: dict[str, int]
    texts: dict[str, list[str]]
    notes: list[str]

    @classmethod
    def of(cls, outcome: ImportOutcome) -> Self:
        return cls(
            outcome.counts(),
            {name: getattr(outcome, name)[:NAMED] for name in LISTS},
            outcome.notes[:NAMED],
        )

    @property
    def changes_anything(self) -> bool:
        return any(number for name, number in self.counts.items() if name != "unchanged")


def fingerprint(outcome: ImportOutcome) -> str:
    """The hash of everything that an import says it does."""
    parts = [*(getattr(outcome, name) for name in LISTS), outcome.notes]
    return sha256("\n\n".join("\n".join(part) for part in parts).encode()).hexdigest()


def plain_name(sent: str) -> str:
    """A file's name without folders or letters that cannot be printed, no longer than disks allow.

    Importers note it as the edition's, so the file stands under it while it is read.
    """
    last = PurePath(sent.replace("\\", "/")).name
    plain = "".join(letter for letter in last if letter.isprintable()).strip()
    short = plain.encode("utf-8", "ignore")[:LONGEST_NAME].decode("utf-8", "ignore")
    return short if short.strip(".") else "file"


@contextmanager
def named_copy(file: File, name: str) -> Iterator[Path]:
    """A copy of a file under its own name, for as long as it is read."""
    with TemporaryDirectory(prefix="upload-") as folder:
        path = Path(folder) / name
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        yield path
