"""Copy everything that the site keeps into one folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from commissioning.accounts.console import person
from reporting.backups import BackupError
from reporting.backups.making import make


class Command(BaseCommand):
    help = (
        "Backs the database and every file up into a folder of its own, named after the moment."
        " The site goes on meanwhile. The folder has its name once it is whole; restore puts it"
        " back. It holds everything of everybody: keep it as safe as the site, and off its machine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="where backups are kept")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            made = make(options["folder"].resolve(), at=timezone.now(), by=person(None))
        except BackupError as refused:
            raise CommandError(f"{refused}. No backup was made.") from refused
        for place in made.lost:
            self.stderr.write(
                self.style.WARNING(f"Not as it was sent, or missing from the site: {place}")
            )
        rows = sum(made.manifest.rows.values())
        self.stdout.write(
            f"{made.folder}: {rows:,} rows and {len(made.manifest.files):,} files,"
            f" SHA-256 of its manifest {made.sha256}"
        )
