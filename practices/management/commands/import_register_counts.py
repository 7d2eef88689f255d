from __future__ import annotations

from pathlib import Path

from commissioning.imports import ImportOutcome
from commissioning.imports.facts import FactsCommand
from commissioning.models import User
from practices.actions.register_counts import record_register_counts
from practices.imports.register_counts import ABOUT, read_register_counts


class Command(FactsCommand):
    help = ABOUT

    def take(self, path: Path, *, by: User) -> ImportOutcome:
        file = read_register_counts(path)
        return record_register_counts(rows=file.rows, by=by, mistakes=file.mistakes)
