"""The shape that every export command has: a run, where to, and who asks."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.accounts.console import person
from commissioning.models import User
from commissioning.policy.decision import require
from payments.exports.errors import ExportError
from payments.models import PaymentRun
from payments.policy.runs import can_export
from payments.selectors.runs import run_by_code

RUN_HELP = "2020-06, or 2020-06-S1 for a supplement"


class ExportCommand(BaseCommand):
    """Writes an export for somebody who may have it; what goes wrong is said in one sentence."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", metavar="EMAIL", help="who exports (default: console)")
        self.add_options(parser)

    @abstractmethod
    def add_options(self, parser: CommandParser) -> None:
        """Add what one command takes besides."""

    @abstractmethod
    def export(self, *, by: User, options: dict[str, Any]) -> None:
        """Write it, record it, and say where it is."""

    def handle(self, **options: Any) -> None:
        try:
            by = person(options["by"])
            require(can_export(by))
            self.export(by=by, options=options)
        except (ExportError, PermissionDenied, ValueError) as refused:
            raise CommandError(str(refused)) from refused

    def warn(self, text: str) -> None:
        self.stderr.write(self.style.WARNING(text))

    def warn_of_draft(self, run: PaymentRun) -> None:
        if not run.is_approved:
            self.warn(f"The run of {run.code} is a draft: nothing may be paid from it.")


def run_named(text: str) -> PaymentRun:
    """Find a run for a command. Raises ValueError saying which there are."""
    run = run_by_code(text)
    return PaymentRun.objects.select_related("prepared_by", "approved_by").get(pk=run.pk)


def digest(path: Path) -> str:
    """The SHA-256 of a file, by which an issued copy can be told."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
