"""The layout of a file in which the payer says what it paid."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports import FileColumn, FileRow
from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of
from payments.actions.confirmations import ConfirmationRow
from payments.models import Confirmation

AS_SENT = ("payee_code", "payee_name", "payment", "for_month")  # not read
COLUMNS = columns_of(ConfirmationRow)
COLUMNS[1:1] = [FileColumn(name, needed=False) for name in AS_SENT]

ABOUT = """\
What the payer says of each line that it was sent.

Columns: reference, amount, outcome, paid_on, reason, payer_reference; payee_code, payee_name,
         payment and for_month may stay as they were sent, and are not read

  reference        the line's reference as it was sent, as 2020-06/C86001/aspiration/2020-06
  amount           the pounds that were sent; a line is paid whole or not at all
  outcome          paid or rejected; blank: paid
  paid_on          the day it was paid or rejected, YYYY-MM-DD
  reason           why it was rejected; needed where it was
  payer_reference  the payer's own number, where there is one

Each line once. A file is kept whole or not at all.
"""


def read_confirmations(path: Path) -> FactFile[ConfirmationRow]:
    """Read a file of confirmations."""
    return read_facts(path, COLUMNS, ConfirmationRow, check=_check)


def _check(row: FileRow, fact: ConfirmationRow) -> None:
    if fact.reference:
        row.only_once("reference", fact.reference)
    if fact.outcome == Confirmation.Outcome.REJECTED and not row.has("reason"):
        row.wrong("reason", "is blank", "Write why the payer rejected the line")
