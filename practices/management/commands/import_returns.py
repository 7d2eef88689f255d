from __future__ import annotations

from pathlib import Path

from commissioning.imports import ImportOutcome
from commissioning.imports.facts import FactsCommand
from commissioning.models import User
from practices.actions.returns import receive_returns
from practices.imports.returns import ABOUT, read_returns


class Command(FactsCommand):
    help = ABOUT

    def take(self, path: Path, *, by: User) -> ImportOutcome:
        file = read_returns(path)
        return receive_returns(rows=file.rows, by=by, mistakes=file.mistakes)
