"""What a backup holds: its parts with their hashes, the migrations it had, and its rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from reporting.backups import BackupError

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database.dump", "files"
PIECE = 1024 * 1024  # bytes read at once


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One file of a backup, by its place in the folder."""

    place: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name it has in the site's storage."""
        return self.place.removeprefix(f"{FILES}/")


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a backup says about itself."""

    made_at: str
    postgresql: str
    migrations: tuple[str, ...]  # app.name, each that the database had had
    rows: dict[str, int]  # by table
    parts: tuple[BackupFile, ...]

    @property
    def files(self) -> tuple[BackupFile, ...]:
        return tuple(part for part in self.parts if part.place != DATABASE)

    def write(self, folder: Path) -> None:
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False)
        (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read what a folder says it holds. Raises BackupError where it is no backup."""
        path = folder / MANIFEST
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content.pop("format") != FORMAT:
                raise BackupError(f"{path} was written by another version of this site")
            parts = tuple(BackupFile(**entry) for entry in content.pop("parts"))
            manifest = cls(**content | {"migrations": tuple(content["migrations"])}, parts=parts)
        except OSError as wrong:
            raise BackupError(f"{folder} is no backup: {path.name} cannot be read") from wrong
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise BackupError(f"{path} is not as it was written") from wrong
        strange = [part.place for part in parts if not _is_plain(part.place)]
        if strange or DATABASE not in {part.place for part in parts}:
            raise BackupError(f"{path} is not as it was written")
        return manifest

    def wrong_in(self, folder: Path) -> Iterator[str]:
        """Everything in the folder that is not as the backup was made."""
        for part in self.parts:
            path = folder / part.place
            if not path.is_file():
                yield f"{part.place} is missing"
            elif path.stat().st_size != part.size or hash_of(path) != part.sha256:
                yield f"{part.place} is not what was backed up"
        places = {MANIFEST, *(part.place for part in self.parts)}
        for path in sorted(folder.rglob("*")):
            place = path.relative_to(folder).as_posix()
            if not path.is_dir() and place not in places:
                yield f"{place} is no part of the backup"


def _is_plain(place: str) -> bool:
    """Whether a part lies where parts lie, and nowhere else on the disk."""
    first, *others = place.split("/")
    inside = all(segment not in {"", ".", ".."} for segment in others) and "\\" not in place
    return place == DATABASE or (first == FILES and bool(others) and inside)


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return digest_of(file)


def digest_of(file: IO[bytes] | Any) -> str:
    """The SHA-256 of what is left to read of a file."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
