"""What a file would change, as a page shows it; and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.periods import written
from commissioning.imports import FileMistake, FileRefusedError
from commissioning.models import Upload, User
from commissioning.uploads.importer import LISTS, Details, Importer, UploadDetails
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Row

MOST_MISTAKES = 200
MOVED = (
    "Something changed since you looked, and the file would now do something else. Look again, then"
    " confirm it"
)
TITLES = {
    "added": "Added",
    "changed": "Changed",
    "closed": "Closed",
    "unchanged": "Left as they are",
}
# What the readers of files say to whoever types a command, as it is called on the page.
IN_BROWSER = (
    (re.compile(r"\bwith --as-at\b"), "under “Which day is the file of?”"),
    (re.compile(r"\bWith --stands-for,"), "To stand in for another day,"),
    (re.compile(r"--skip-unknown"), "“Leave out practices that are not in the register”"),
    (re.compile(r"\bload it first with import_\w+( or import_\w+)?"), "upload it first"),
    (re.compile(r" \((publish_specification|import_decisions, kind register)\)"), ""),
)


@dataclass(frozen=True, slots=True)
class UploadKind:
    """One kind of file on the list of kinds."""

    title: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class KindsPage:
    """Which files can be brought in, and which wait for a person's word."""

    groups: tuple[tuple[str, tuple[UploadKind, ...]], ...]
    waiting: tuple[UploadKind, ...]

    @classmethod
    def of(
        cls,
        user: User,
        groups: Iterable[tuple[str, tuple[Importer, ...]]],
        waiting: Iterable[Upload],
        titles: dict[str, str],
    ) -> Self:
        offered = (
            (
                title,
                tuple(
                    UploadKind(
                        importer.title,
                        importer.about,
                        address("reporting:upload_new", kind=importer.name),
                    )
                    for importer in importers
                    if importer.rule(user)
                ),
            )
            for title, importers in groups
        )
        return cls(
            tuple(group for group in offered if group[1]),
            tuple(
                UploadKind(upload.name, titles.get(upload.kind, upload.kind), upload_href(upload))
                for upload in waiting
            ),
        )


@dataclass(frozen=True, slots=True)
class UploadChange:
    """What a file adds, changes, closes or leaves as it is."""

    title: str
    number: str
    texts: tuple[str, ...]
    more: str

    @property
    def opens(self) -> bool:
        return bool(self.texts)


@dataclass(frozen=True, slots=True)
class UploadPage:
    """A file's preview, or what became of it."""

    title: str
    name: str
    facts: tuple[tuple[str, str], ...]
    changes: tuple[UploadChange, ...]
    notes: tuple[str, ...]
    changes_anything: bool
    waits: bool
    own: bool
    cancel_href: str

    @classmethod
    def of(cls, upload: Upload, importer: Importer, user: User) -> Self:
        counts, texts = upload.shown["counts"], upload.shown["texts"]
        return cls(
            importer.title,
            upload.name,
            tuple(_facts(upload, importer)),
            tuple(_change(name, counts[name], texts[name]) for name in LISTS),
            tuple(upload.shown["notes"]),
            any(counts[name] for name in LISTS if name != "unchanged"),
            upload.waits,
            upload.uploaded_by_id == user.pk,
            address("reporting:upload_cancel", key=upload.pk),
        )


@dataclass(frozen=True, slots=True)
class Wrong:
    """One mistake in a file, by its place."""

    line: str
    column: str
    reason: str
    instead: str


@dataclass(frozen=True, slots=True)
class MistakesPart:
    """Everything that is wrong with a file."""

    summary: str
    rows: tuple[Wrong, ...]
    more: str

    @classmethod
    def of(cls, refused: FileRefusedError, name: str) -> Self:
        number = len(refused.mistakes)
        count_text = counted(number, "mistake")
        left = number - MOST_MISTAKES
        return cls(
            f"There {'is' if number == 1 else 'are'} {count_text} in {name}. Nothing was changed:"
            " correct the file and upload it again",
            tuple(_wrong(mistake) for mistake in refused.mistakes[:MOST_MISTAKES]),
            f"and {left:,} more mistakes" if left > 0 else "",
        )


COLOURS = {"waiting": "yellow", "confirmed": "green", "withdrawn": "grey", "expired": "grey"}


def upload_rows(uploads: Sequence[Upload], *, titles: dict[str, str]) -> list[Row]:
    """The rows of the list of uploads."""
    return [
        Row(
            (
                Cell(upload.name, href=upload_href(upload)),
                titles.get(upload.kind, upload.kind),
                str(upload.uploaded_by),
                upload.uploaded_on,
                Cell(upload.get_status_display(), tag=COLOURS[upload.status]),
            )
        )
        for upload in uploads
    ]


def layout_of(importer: Importer) -> str:
    """What the columns hold, without the sentence that the command begins with."""
    _, columns, rest = importer.layout.partition("Columns:")
    return in_browser(f"{columns}{rest}".strip())


def upload_href(upload: Upload) -> str:
    return address("reporting:upload", key=upload.pk)


def names_of(upload: Upload) -> str:
    """What the file is called, and the second one where one came along."""
    details = Details.of(upload)
    return f"{upload.name} and {details.name}" if details else upload.name


def in_browser(text: str) -> str:
    """What the reader of a file says, in the words of the page instead of the command's."""
    for words, instead in IN_BROWSER:
        text = words.sub(instead, text)
    return text


def _wrong(mistake: FileMistake) -> Wrong:
    return Wrong(
        str(mistake.line or ""),
        mistake.column,
        in_browser(mistake.reason),
        in_browser(mistake.instead),
    )


def _change(name: str, number: int, texts: list[str]) -> UploadChange:
    left = number - len(texts)
    return UploadChange(
        TITLES[name], f"{number:,}", tuple(texts), f"and {left:,} more" if left else ""
    )


def _facts(upload: Upload, importer: Importer) -> Iterable[tuple[str, str]]:
    options = UploadDetails.from_json(upload.options)
    details = Details.of(upload)
    yield "File", f"{upload.name}, {upload.size:,} bytes"
    if details:
        yield "Details", f"{details.name}, {details.size:,} bytes"
    if options.as_at:
        yield "Of", written(options.as_at)
    if options.stands_for:
        yield "Stands in for", written(options.stands_for)
    if "commissioner" in importer.asks:
        yield "Commissioner", options.commissioner or "Every commissioner in the file"
    if "local_authority" in importer.asks:
        yield "Local authority", options.local_authority or "All in the file"
    if options.skip_unknown:
        yield "Practices not in the register", "Left out"
    yield "Uploaded", f"{written(upload.uploaded_on)} by {upload.uploaded_by}"
    if upload.confirmed_on:
        yield "Confirmed", written(upload.confirmed_on)
    elif not upload.waits:
        yield "State", upload.get_status_display()
    yield "SHA-256", upload.sha256
    if details:
        yield "SHA-256 of the details", details.sha256
