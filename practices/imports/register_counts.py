"""The layout of a file of register counts."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of
from practices.actions.register_counts import RegisterRow

COLUMNS = columns_of(RegisterRow)

ABOUT = """\
Imports counts of practices' registers.

Columns: practice_code, specification, counted_on, patients, kind

  practice_code   ODS code, as C86001
  specification   code of an approved specification, as proactive-care
  counted_on      the day of the count, YYYY-MM-DD
  patients        patients on the register that day
  kind            declared (by the practice), audit (found by the data quality team on a day that
                  a condition names) or spot (found by a spot check in between)

The latest declared count applies to the whole year. An audit changes no payment until the
commissioner decides (import_decisions, kind register); a spot check only informs. The same
practice, specification, day and kind with another number corrects what is on record.

Example:
  practice_code,specification,counted_on,patients,kind
  C86001,proactive-care,2020-05-22,150,declared
  C86001,proactive-care,2021-01-04,140,audit
"""


def read_register_counts(path: Path) -> FactFile[RegisterRow]:
    """Read a file of register counts."""
    return read_facts(path, COLUMNS, RegisterRow)
