"""Write a run's schedule for finance or for the committee."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from commissioning.domain.money import pounds
from commissioning.models import User
from payments.actions.exports import record_export
from payments.exports.command import RUN_HELP, ExportCommand, digest, run_named
from payments.exports.files import whole_file
from payments.exports.formats import FORMATS


class Command(ExportCommand):
    help = (
        "Writes a payment run's schedule: as CSV with one row a line and a control total, as a"
        " workbook with a sheet for each specification, or as a PDF for the committee."
    )

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("run", metavar="RUN", help=RUN_HELP)
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument("--out", type=Path, required=True, metavar="PATH")

    def export(self, *, by: User, options: dict[str, Any]) -> None:
        run = run_named(options["run"])
        path: Path = options["out"]
        kind: str = options["format"]
        with whole_file(path) as made:
            FORMATS[kind](run, made)
            record_export(what="payment schedule", of=run, by=by, format=kind, sha256=digest(made))
        self.warn_of_draft(run)
        self.stdout.write(
            f"{path}: {run.lines_count:,} lines of the run of {run.code}, {pounds(run.total)}"
        )
