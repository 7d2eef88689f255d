"""The shape that every import command has: a file, a rehearsal, who, and which day's edition."""

from __future__ import annotations

from abc import abstractmethod
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from commissioning.accounts.console import person
from commissioning.clock import today
from commissioning.domain.counts import counted
from commissioning.imports.mistakes import FileRefusedError
from commissioning.imports.outcome import ImportOutcome
from commissioning.imports.rows import COMMISSIONER_CODE
from commissioning.models import User


def day(text: str) -> date:
    """Read a date given to a command."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date: write it as 2021-01-31") from None


def commissioner_code(text: str) -> str:
    """Read a commissioner's code given to a command."""
    code = text.strip().upper()
    if not COMMISSIONER_CODE.fullmatch(code):
        raise ArgumentTypeError(f"{text!r} is not a commissioner's code: three letters or digits")
    return code


class ImportCommand(BaseCommand):
    """Reads one file and says what was added, changed, closed and left as it was.

    A command says in `bring_in` which action to call; everything else is the same for all.
    """

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV or .xlsx, plain or .gz")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--by", metavar="EMAIL", help="who imports (default: console)")
        parser.add_argument(
            "--as-at", type=day, metavar="DATE", help="the day the edition is of (default: today)"
        )
        self.add_options(parser)

    def add_options(self, parser: CommandParser) -> None:
        """Add what one command takes besides."""

    @abstractmethod
    def bring_in(
        self, path: Path, *, by: User, as_at: date, options: dict[str, Any]
    ) -> ImportOutcome:
        """Read the file and call the action."""

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        rehearsal: bool = options["dry_run"]
        try:
            with transaction.atomic():
                outcome = self.bring_in(
                    path,
                    by=person(options["by"]),
                    as_at=options["as_at"] or today(),
                    options=options,
                )
                transaction.set_rollback(rehearsal)
        except FileRefusedError as refused:
            number = len(refused.mistakes)
            raise CommandError(
                f"{path}: {counted(number, 'mistake')}, nothing was changed.\n{refused}"
            ) from None
        except PermissionDenied as refused:
            raise CommandError(f"{refused}. Nothing was changed.") from None
        if rehearsal:
            self.stdout.write("Rehearsal only (--dry-run): nothing was changed. It would be:")
        everything = options["verbosity"] > 1
        self.stdout.write("\n".join(outcome.lines(None if everything else 20)))
