from __future__ import annotations

from pathlib import Path

from carehomes.actions.residents import count_residents
from carehomes.imports.residents import ABOUT, read_residents
from commissioning.imports import ImportOutcome
from commissioning.imports.facts import FactsCommand
from commissioning.models import User


class Command(FactsCommand):
    help = ABOUT

    def take(self, path: Path, *, by: User) -> ImportOutcome:
        file = read_residents(path)
        return count_residents(rows=file.rows, by=by, mistakes=file.mistakes)
