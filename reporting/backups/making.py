"""Making a backup: the database first, then the files, then its name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from commissioning.models import User
from reporting.actions.backups import record_backup
from reporting.backups import BackupError
from reporting.backups.database import copy_out
from reporting.backups.files import copied_to
from reporting.backups.manifest import DATABASE, MANIFEST, BackupFile, Manifest, hash_of

UNFINISHED = ".unfinished"
OURS_ALONE = 0o700


@dataclass(frozen=True, slots=True)
class Made:
    """A backup, its own hash, and what the site itself has lost."""

    folder: Path
    manifest: Manifest
    sha256: str
    lost: tuple[str, ...]  # evidence that is on record, and not or no longer as it was sent


def make(into: Path, *, at: datetime, by: User) -> Made:
    """Back everything up into a folder of its own. It has its name once it is whole.

    The database comes first: a file that came after it is harmless, a row without its file is not.
    """
    name = f"backup-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    with _becoming(into / name) as folder:
        dump = folder / DATABASE
        stood = copy_out(dump)
        parts = [BackupFile(DATABASE, dump.stat().st_size, hash_of(dump)), *copied_to(folder)]
        manifest = Manifest(
            made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
            postgresql=stood.postgresql,
            migrations=stood.migrations,
            rows=stood.rows,
            parts=tuple(parts),
        )
        manifest.write(folder)
        os.sync()
        sha256 = hash_of(folder / MANIFEST)
        copied = {part.name: part.sha256 for part in parts}
        lost = {place for place, sent in stood.attachments.items() if copied.get(place) != sent}
        record_backup(name=name, sha256=sha256, parts=len(parts), lost=sorted(lost), by=by)
    return Made(into / name, manifest, sha256, tuple(sorted(lost)))


@contextmanager
def _becoming(path: Path) -> Iterator[Path]:
    """A folder for one person's eyes that takes its name at the end, or is gone."""
    unfinished = path.with_name(f".{path.name}{UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise BackupError(f"{path} is there already")
        unfinished.mkdir(mode=OURS_ALONE)
    except OSError as wrong:
        raise BackupError(f"{path.parent} cannot be written to: {wrong.strerror}") from wrong
    try:
        yield unfinished
        unfinished.rename(path)
    except OSError as wrong:
        raise BackupError(f"The backup cannot be written: {wrong}") from wrong
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
