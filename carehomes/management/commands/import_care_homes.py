"""Brings in care homes and their beds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from carehomes.actions.homes import import_homes
from carehomes.imports.homes import read_homes
from commissioning.imports import ImportOutcome
from commissioning.imports.command import ImportCommand, day
from commissioning.models import User


class Command(ImportCommand):
    help = """Bring in care homes from the Care Quality Commission's care directory with filters.

Columns are found by name, below any lines above the heading. Kept are locations with "Care home?"
Y. Beds hold from the day of the edition (--as-at), or of the day it stands for (--stands-for), or
from the home's own start date where that is later. A home of the same local authorities that a
later edition no longer has closes on the day before it. Names are kept with their days."""

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--local-authority", metavar="NAME", help="only homes of this authority, as Doncaster"
        )
        parser.add_argument(
            "--stands-for",
            type=day,
            metavar="DATE",
            help="the day this edition stands in for; shown wherever its beds are",
        )

    def bring_in(
        self, path: Path, *, by: User, as_at: date, options: dict[str, Any]
    ) -> ImportOutcome:
        file = read_homes(path, local_authority=options["local_authority"] or "")
        return import_homes(file=file, as_at=as_at, stands_for=options["stands_for"], by=by)
