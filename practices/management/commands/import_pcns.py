"""Brings in primary care networks and their members."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from commissioning.imports import ImportOutcome
from commissioning.imports.command import ImportCommand, commissioner_code
from commissioning.models import User
from practices.actions.networks import import_networks
from practices.imports.networks import read_networks


class Command(ImportCommand):
    help = """Bring in primary care networks from the Organisation Data Service's ePCN file.

FILE is the core partners as CSV, with or without headings, or the whole workbook, with the
headings of 2019 (CCG) or later (Sub ICB location). The core partners are enough; a workbook, or
--details, adds each network's own dates and address. Members that left keep their end date; a
member or network that a later edition no longer has ends on the day before it.

Import practices first. A partner that is not in the register is a mistake where it belongs to the
commissioner named, or to the only one in the file; --skip-unknown leaves it out instead. Of a file
for all England, partners that are not in the register are counted and left out."""

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--commissioner",
            type=commissioner_code,
            metavar="CODE",
            help="only networks and practices of this commissioner, as 02X",
        )
        parser.add_argument(
            "--details", type=Path, metavar="FILE", help="the PCN details, where they come apart"
        )
        parser.add_argument(
            "--skip-unknown",
            action="store_true",
            help="leave out practices that are not in the register",
        )

    def bring_in(
        self, path: Path, *, by: User, as_at: date, options: dict[str, Any]
    ) -> ImportOutcome:
        file = read_networks(
            path, commissioner=options["commissioner"] or "", details=options["details"]
        )
        return import_networks(file=file, as_at=as_at, by=by, skip_unknown=options["skip_unknown"])
