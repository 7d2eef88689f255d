"""Brings in the register of practices."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from commissioning.imports import ImportOutcome
from commissioning.imports.command import ImportCommand, commissioner_code
from commissioning.models import User
from practices.actions.practices import import_practices
from practices.imports.practices import read_practices


class Command(ImportCommand):
    help = """Bring in GP practices from the Organisation Data Service's epraccur file.

The file has 27 columns and no headings. Kept are active GP practices (column 13 is A, column 26
is 4). A practice on record that the edition has as closed or dormant, or no longer has, is closed:
on its close date, else on the day before the edition. One with another commissioner moves on its
date of joining. Names are kept with their days. Commissioners are made as they occur.

Without --commissioner, the practices of every commissioner in the file are taken, and only
practices of those commissioners can close."""

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--commissioner",
            type=commissioner_code,
            metavar="CODE",
            help="only this commissioner's practices (column 15), as 02X",
        )

    def bring_in(
        self, path: Path, *, by: User, as_at: date, options: dict[str, Any]
    ) -> ImportOutcome:
        file = read_practices(path, commissioner=options["commissioner"] or "")
        return import_practices(file=file, as_at=as_at, by=by)
