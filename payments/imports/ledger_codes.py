"""The layout of a file of ledger codes."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports.facts import FactFile, read_facts
from commissioning.imports.row_models import columns_of
from payments.actions.ledger_codes import LedgerCodeRow

COLUMNS = columns_of(LedgerCodeRow)

ABOUT = """\
Brings in the table of ledger codes: where each payment is charged to.

Columns: specification, term, entity, cost_centre, account, creditor_account, accrual_account,
debtor_account, description

  specification     code of a specification, as proactive-care; blank: any
  term              code of one of its payments, as aspiration; blank: any. Debts are the term debt
                    with a blank specification
  entity            the ledger's entity, as 02X; blank: the specification's own commissioner
  cost_centre       where the payment is charged
  account           the expenditure account (subjective) that is debited
  creditor_account  payables: credited when a run is posted
  accrual_account   credited by a year-end accrual, and debited by its reversal
  debtor_account    receivables: debts that are carried forward
  description       for people

The most particular row counts: that of the specification and term, then of the specification, then
of the term, then the row with both blank. The file is the whole table: a row that it leaves out is
removed (its history is kept), and a payment that no row stands for stops the export by name.

Example:
  specification,term,entity,cost_centre,account,creditor_account,accrual_account,debtor_account
  proactive-care,aspiration,02X,571101,52161001,21111001,21121001,12111001
  ,debt,02X,571101,52161001,21111001,21121001,12111001
"""


def read_ledger_codes(path: Path) -> FactFile[LedgerCodeRow]:
    """Read a file of ledger codes."""
    return read_facts(
        path,
        COLUMNS,
        LedgerCodeRow,
        check=lambda row, fact: row.only_once("specification and term", *fact.key),
    )
