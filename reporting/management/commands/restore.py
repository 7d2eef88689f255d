"""Put a backup back, and prove that what came back is what was recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.accounts.console import person
from reporting.actions.backups import record_restoration
from reporting.backups import BackupError
from reporting.backups.manifest import MANIFEST, hash_of
from reporting.backups.restoring import checked, restore
from reporting.management.commands.verify import prove


class Command(BaseCommand):
    help = (
        "Restores a backup that was made by backup, once every part of it was seen to be what was"
        " backed up; brings it up to this version of the site; and works every approved run out"
        " again, to the penny. Stop the site first. It fails, and says what, where anything"
        " does not agree."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, metavar="BACKUP", help="the folder of one backup")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="put it in place of what the database and the files hold now, which is lost",
        )
        parser.add_argument(
            "--sha256", default="", metavar="HASH", help="the hash that was printed with the backup"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        folder: Path = options["backup"].resolve()
        try:
            manifest = checked(folder, options["sha256"])
        except BackupError as refused:
            raise CommandError(f"{refused}\nNothing was changed.") from refused
        try:
            restore(folder, manifest, replace=options["replace"], tell=self.stdout.write)
        except BackupError as refused:
            raise CommandError(str(refused)) from refused
        wrong = prove(self.stdout.write)
        record_restoration(
            name=folder.name,
            made_at=manifest.made_at,
            sha256=hash_of(folder / MANIFEST),
            wrong=wrong,
            by=person(None),
        )
        if wrong:
            raise CommandError("\n".join(["Restored, and this does not agree:", *wrong]))
        self.stdout.write(f"Restored {folder.name}; all of it agrees")
