"""The layout of a file of protected amounts."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of
from payments.actions.protected_funding import ProtectedRow

COLUMNS = columns_of(ProtectedRow)

ABOUT = """\
Imports the local funding of practices that is kept: in full until the national service starts, then
what it was worth beyond what replaced it.

Columns: practice_code, service, annual_amount, from, to, specification, covers

  practice_code  ODS code, as C86001
  service        the local service that it paid for, as Care home local enhanced service
  annual_amount  pounds a year, as 12000.00
  from           the first day it is kept, YYYY-MM-DD
  to             the last day, YYYY-MM-DD; blank: while the specification pays it
  specification  code of the specification that protects it; blank: the one that does (covid-costs)
  covers         what of the national model it covers, with semicolons between: check-in, plans,
                 medicines, lead, community, other; blank: as it is on record

The same practice, service and from with other values corrects what is on record. Two amounts for
one service of a practice must not overlap.

Example:
  practice_code,service,annual_amount,from,to
  C86001,Care home local enhanced service,12000.00,2020-04-01,
"""


def read_protected_amounts(path: Path) -> FactFile[ProtectedRow]:
    """Read a file of protected amounts."""
    return read_facts(path, COLUMNS, ProtectedRow)
