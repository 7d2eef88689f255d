from __future__ import annotations

from pathlib import Path

from carehomes.actions.alignments import align_homes
from carehomes.imports.alignments import ABOUT, read_alignments
from commissioning.imports import ImportOutcome
from commissioning.imports.facts import FactsCommand
from commissioning.models import User


class Command(FactsCommand):
    help = ABOUT

    def take(self, path: Path, *, by: User) -> ImportOutcome:
        file = read_alignments(path)
        return align_homes(rows=file.rows, by=by, mistakes=file.mistakes)
