"""Every file of the site's storage, copied out of it and into it, wherever it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils._os import safe_join

from reporting.backups import BackupError
from reporting.backups.manifest import FILES, PIECE, BackupFile, digest_of


def names(folder: str = "") -> Iterator[str]:
    """The names of all files that are stored."""
    try:
        folders, file_names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored there
        return
    inside = f"{folder}/" if folder else ""
    yield from (f"{inside}{file_name}" for file_name in sorted(file_names))
    for subfolder in sorted(folders):
        yield from names(f"{inside}{subfolder}")


def copied_to(folder: Path) -> Iterator[BackupFile]:
    """Copy every file; one that goes while we copy is left out, as its row will be gone too."""
    for name in names():
        try:
            file = default_storage.open(name)
        except FileNotFoundError:
            continue
        with file:
            yield _copied(file, name, folder)


def _copied(file: File, name: str, folder: Path) -> BackupFile:
    try:
        path = Path(safe_join(folder / FILES, name))
    except SuspiciousFileOperation as wrong:
        raise BackupError(f"{name!r} is no name that a file can have on a disk") from wrong
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as copy:
        for piece in file.chunks(PIECE):
            copy.write(piece)
            digest.update(piece)
            size += len(piece)
    return BackupFile(f"{FILES}/{name}", size, digest.hexdigest())


def put_back(folder: Path, parts: Sequence[BackupFile]) -> None:
    """Store every file of a backup, each under its own name; what is there already stays."""
    for part in parts:
        if stored_hash(part.name) == part.sha256:
            continue
        default_storage.delete(part.name)
        with (folder / part.place).open("rb") as copy:
            stored = default_storage.save(part.name, File(copy, name=part.name))
        if stored != part.name or stored_hash(stored) != part.sha256:
            raise BackupError(f"{part.name} could not be stored as it was backed up")


def remove_others(parts: Sequence[BackupFile]) -> int:
    """Remove what is stored and is not in the backup; says how many."""
    others = set(names()) - {part.name for part in parts}
    for name in others:
        default_storage.delete(name)
    return len(others)


def stored_hash(name: str) -> str:
    """The SHA-256 of a file that is stored; nothing where there is none."""
    if not name:
        return ""
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        return ""
    with file:
        return digest_of(file)
