"""The layout of a file of alignments."""

from __future__ import annotations

from pathlib import Path

from carehomes.actions.alignments import AlignmentRow
from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of

COLUMNS = columns_of(AlignmentRow)

ABOUT = """\
Imports which primary care network each care home is aligned to.

Columns: location_id, pcn_code, from, to

  location_id   the home's id with the Care Quality Commission, as 1-123456789
  pcn_code      ODS code of the network, as U12345
  from          the first day, YYYY-MM-DD
  to            the last day, YYYY-MM-DD; blank while it lasts

A home is aligned to one network at a time. The same home and from with other values corrects what
is on record. An alignment with a blank to lasts until the home's next one: a row for another
network with a later from is a move, and ends it the day before. Any other overlap is a mistake.

Example:
  location_id,pcn_code,from,to
  1-123456789,U12345,2020-08-01,
"""


def read_alignments(path: Path) -> FactFile[AlignmentRow]:
    """Read a file of alignments."""
    return read_facts(path, COLUMNS, AlignmentRow)
