from __future__ import annotations

from pathlib import Path

from commissioning.imports import ImportOutcome
from commissioning.imports.facts import FactsCommand
from commissioning.models import User
from payments.actions.decisions import record_decisions
from payments.imports.decisions import ABOUT, read_decisions


class Command(FactsCommand):
    help = ABOUT

    def take(self, path: Path, *, by: User) -> ImportOutcome:
        file = read_decisions(path)
        return record_decisions(rows=file.rows, by=by, mistakes=file.mistakes)
