"""The layout of a file of ledger codes."""

from __future__ import annotations

import re
from pathlib import Path

from commissioning.imports import Column, Row
from commissioning.imports.facts import FactFile, read_facts
from payments.actions.ledger_codes import LedgerCodeRow

COLUMNS = [
    Column("specification", needed=False),
    Column("term", needed=False),
    Column("entity", needed=False),
    Column("cost_centre"),
    Column("account"),
    Column("creditor_account"),
    Column("accrual_account"),
    Column("debtor_account"),
    Column("description", needed=False),
]
CODE = re.compile(r"[A-Za-z0-9._/-]+")

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
    return read_facts(path, COLUMNS, _read)


def _read(row: Row) -> LedgerCodeRow:
    specification = row.text_or_blank("specification", longest=60).lower()
    term = row.text_or_blank("term", longest=60).lower()
    row.only_once("specification and term", specification, term)
    return LedgerCodeRow(
        line=row.line,
        specification=specification,
        term=term,
        entity=_code(row, "entity", longest=10) if row.has("entity") else "",
        cost_centre=_code(row, "cost_centre"),
        account=_code(row, "account"),
        creditor_account=_code(row, "creditor_account"),
        accrual_account=_code(row, "accrual_account"),
        debtor_account=_code(row, "debtor_account"),
        description=row.text_or_blank("description"),
    )


def _code(row: Row, column: str, *, longest: int = 20) -> str:
    """A ledger's code, kept as text: leading zeros count."""
    code = row.text(column, longest=longest)
    if code and not CODE.fullmatch(code):
        row.wrong(column, f"“{code}” is not a ledger code", "Use letters, digits and . _ / -")
    return code
