from __future__ import annotations

from pathlib import Path

from commissioning.imports import ImportOutcome
from commissioning.imports.facts import FactsCommand
from commissioning.models import User
from payments.actions.protected_funding import protect_amounts
from payments.imports.protected_amounts import ABOUT, read_protected_amounts


class Command(FactsCommand):
    help = ABOUT

    def take(self, path: Path, *, by: User) -> ImportOutcome:
        file = read_protected_amounts(path)
        return protect_amounts(rows=file.rows, by=by, mistakes=file.mistakes)
