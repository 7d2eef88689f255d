"""Bring in the table of ledger codes."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports import ImportOutcome
from commissioning.imports.facts import FactsCommand
from commissioning.models import User
from payments.actions.ledger_codes import set_ledger_codes
from payments.imports.ledger_codes import ABOUT, read_ledger_codes


class Command(FactsCommand):
    help = ABOUT

    def take(self, path: Path, *, by: User) -> ImportOutcome:
        file = read_ledger_codes(path)
        return set_ledger_codes(rows=file.rows, by=by, mistakes=file.mistakes)
