"""Write the statement of every payee in a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from commissioning.domain.counts import counted
from commissioning.models import User
from payments.actions.exports import record_export
from payments.exports.command import RUN_HELP, ExportCommand, run_named
from payments.exports.files import whole_folder
from payments.exports.statement_print import write_statements


class Command(ExportCommand):
    help = (
        "Writes one accessible PDF for each payee of a run: every line, how it was reached, the"
        " clauses and the readings it rests on. All of them are written, or none."
    )

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("run", metavar="RUN", help=RUN_HELP)
        parser.add_argument("--out", type=Path, required=True, metavar="DIR")
        parser.add_argument(
            "--draft", action="store_true", help="of a run not approved yet, marked as drafts"
        )

    def export(self, *, by: User, options: dict[str, Any]) -> None:
        run = run_named(options["run"])
        folder: Path = options["out"]
        with whole_folder(folder) as made:
            number = write_statements(run, made, draft=options["draft"])
            record_export(
                what="payment statements",
                of=run,
                by=by,
                statements=number,
                draft=not run.is_approved,
            )
        self.warn_of_draft(run)
        files = counted(number, "statement")
        self.stdout.write(f"{folder}: {files} of the run of {run.code}")
