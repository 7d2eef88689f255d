"""The layout of a file of returns."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of
from practices.actions.returns import ReturnRow

COLUMNS = columns_of(ReturnRow)

ABOUT = """\
Imports the returns that practices and primary care networks have sent.

Columns: organisation_code, specification, return, period, submitted_on, met

  organisation_code  ODS code of the practice or network that sent it, as C86001 or U12345
  specification      code of an approved specification, as coordinated-care
  return             gateway, evaluation, assurance, quarterly-report or pcn-plan: one that the
                     specification asks for. A network sends the gateway for its practices; a
                     practice may send its own
  period             for a quarterly return the quarter's last day, YYYY-MM-DD; else blank
  submitted_on       the day it came in, YYYY-MM-DD
  met                yes, no, or blank while nobody has judged it. A quarterly return that does not
                     meet what was asked holds payment as a missing one does

A later submitted_on takes the place of an earlier one; the same day with another met corrects it;
an earlier day changes nothing.

Example:
  organisation_code,specification,return,period,submitted_on,met
  U12345,proactive-care,gateway,,2020-09-28,yes
  C86001,coordinated-care,quarterly-report,2016-12-31,2017-01-20,
"""


def read_returns(path: Path) -> FactFile[ReturnRow]:
    """Read a file of returns."""
    return read_facts(path, COLUMNS, ReturnRow)
