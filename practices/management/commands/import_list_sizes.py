"""Brings in the list sizes of practices."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from commissioning.imports import ImportOutcome
from commissioning.imports.command import ImportCommand, commissioner_code, day
from commissioning.models import User
from practices.actions.list_sizes import import_list_sizes
from practices.imports.list_sizes import read_list_sizes


class Command(ImportCommand):
    help = """Bring in list sizes, as NHS Digital publishes them.

Columns, by name: EXTRACT_DATE, CODE, NUMBER_OF_PATIENTS; CCG_CODE or SUB_ICB_LOCATION_CODE; SEX
and AGE, of which the rows for ALL count; only where a practice has none are the others added up.
Each list counts for its EXTRACT_DATE. The Commons Library's table (PRACTICE_CODE, TOTAL) has no
day of its own: give it with --as-at.

--stands-for names the day that a contract asks for where that day was never published; the list
then says, wherever it is shown, that it stands in. --weighted loads weighted lists, with up to two
decimal places; without it a list is a whole number.

Import practices first. A practice that is not in the register is a mistake where it belongs to the
commissioner named, or to the only one in the file; --skip-unknown leaves it out instead. Of a file
for all England, practices that are not in the register are counted and left out."""

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--commissioner",
            type=commissioner_code,
            metavar="CODE",
            help="only this commissioner's practices, as 02X",
        )
        parser.add_argument(
            "--stands-for", type=day, metavar="DATE", help="the day these lists stand in for"
        )
        parser.add_argument("--weighted", action="store_true", help="the lists are weighted")
        parser.add_argument(
            "--skip-unknown",
            action="store_true",
            help="leave out practices that are not in the register",
        )

    def bring_in(
        self,
        path: Path,
        *,
        by: User,
        as_at: date,  # noqa: ARG002  (a list counts for its own extract date)
        options: dict[str, Any],
    ) -> ImportOutcome:
        file = read_list_sizes(
            path,
            commissioner=options["commissioner"] or "",
            weighted=options["weighted"],
            counted_on=options["as_at"],
        )
        return import_list_sizes(
            file=file,
            weighted=options["weighted"],
            stands_for=options["stands_for"],
            by=by,
            skip_unknown=options["skip_unknown"],
        )
