from __future__ import annotations

from pathlib import Path

from commissioning.imports import ImportOutcome
from commissioning.imports.facts import FactsCommand
from commissioning.models import User
from practices.actions.sign_ups import accept_sign_ups
from practices.imports.sign_ups import ABOUT, read_sign_ups


class Command(FactsCommand):
    help = ABOUT

    def take(self, path: Path, *, by: User) -> ImportOutcome:
        file = read_sign_ups(path)
        return accept_sign_ups(rows=file.rows, by=by, mistakes=file.mistakes)
