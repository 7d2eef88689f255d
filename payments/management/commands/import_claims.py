from __future__ import annotations

from pathlib import Path

from commissioning.imports import ImportOutcome
from commissioning.imports.facts import FactsCommand
from commissioning.models import User
from payments.actions.claims import record_claims
from payments.imports.claims import ABOUT, read_claims


class Command(FactsCommand):
    help = ABOUT

    def take(self, path: Path, *, by: User) -> ImportOutcome:
        file = read_claims(path)
        return record_claims(rows=file.rows, by=by, mistakes=file.mistakes)
