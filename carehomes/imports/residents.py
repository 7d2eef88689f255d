"""The layout of a file of residents."""

from __future__ import annotations

from pathlib import Path

from carehomes.actions.residents import ResidentsRow
from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of

COLUMNS = columns_of(ResidentsRow)

ABOUT = """\
Imports how many residents of each care home are registered with each practice: counts, never names.

Columns: location_id, practice_code, counted_on, residents

  location_id    the home's id with the Care Quality Commission, as 1-123456789
  practice_code  ODS code, as C86001
  counted_on     the day of the count, YYYY-MM-DD
  residents      residents of the home registered with the practice that day; 0 when there are none
                 any more

A count stands until the practice's next one for that home. The same home, practice and day with
another number corrects what is on record.

Example:
  location_id,practice_code,counted_on,residents
  1-123456789,C86001,2020-06-01,31
"""


def read_residents(path: Path) -> FactFile[ResidentsRow]:
    """Read a file of residents."""
    return read_facts(path, COLUMNS, ResidentsRow)
