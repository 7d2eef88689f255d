"""Restoring a backup: it is checked whole before anything is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from reporting.backups import BackupError, database, files
from reporting.backups.manifest import DATABASE, MANIFEST, Manifest, hash_of

OURS = ("commissioning", "practices", "carehomes", "payments", "reporting")
Tell = Callable[[str], object]


def checked(folder: Path, sha256: str = "") -> Manifest:
    """What a folder holds, seen to be what was backed up. Raises BackupError naming all else.

    With the hash that was printed when it was made, also seen to be that very backup.
    """
    manifest = Manifest.read(folder)
    if sha256 and hash_of(folder / MANIFEST) != sha256.strip().lower():
        raise BackupError(f"{folder} is not the backup of that hash")
    wrong = list(manifest.wrong_in(folder))
    if wrong:
        raise BackupError("\n".join([f"{folder} is not as it was made:", *wrong]))
    own_migrations = {".".join(migration) for migration in MigrationLoader(None).disk_migrations}
    newer = [
        migration
        for migration in manifest.migrations
        if migration.partition(".")[0] in OURS and migration not in own_migrations
    ]
    if newer:
        raise BackupError(
            f"The backup is of a newer version of the site (it has {', '.join(newer)}):"
            " restore it with that version"
        )
    return manifest


def restore(folder: Path, manifest: Manifest, *, replace: bool, tell: Tell) -> None:
    """Put a checked backup in place of what there is: the database whole or not at all."""
    _refuse_what_is_there(replace=replace)
    tell(f"Restoring the database of {manifest.made_at} …")
    database.copy_in(folder / DATABASE, manifest)
    ContentType.objects.clear_cache()
    tell(f"Restoring {len(manifest.files):,} files …")
    try:
        files.put_back(folder, manifest.files)
        removed = files.remove_others(manifest.files) if replace else 0
    except Exception as wrong:  # whatever a store may say: this is where it stops half-way
        raise BackupError(
            f"The database is restored, its files are not ({wrong}): restore again with --replace"
        ) from wrong
    if removed:
        tell(f"Removed {removed:,} files that are not in the backup")
    call_command("migrate", interactive=False, verbosity=0)
    since = MigrationLoader(connection).applied_migrations.keys()
    number = len({".".join(migration) for migration in since} - set(manifest.migrations))
    if number:
        tell(f"Brought the database up to this version of the site: {number:,} migrations")


def _refuse_what_is_there(*, replace: bool) -> None:
    if database.was_interrupted():
        raise BackupError(
            f"An earlier restore was cut off. The schema {database.ASIDE} holds what was there"
            " before it, public what came of it: keep one of them. To go back to before:"
            f" DROP SCHEMA public CASCADE; ALTER SCHEMA {database.ASIDE} RENAME TO public"
        )
    others = database.in_use()
    if others:
        raise BackupError(
            f"The database is in use ({others} connections): stop the site, its workers and beat"
        )
    if not replace and database.holds_anything():
        raise BackupError("The database holds data: restore into an empty one, or add --replace")
    if not replace and next(files.names(), None):
        raise BackupError("There are files already: restore where none are, or add --replace")
