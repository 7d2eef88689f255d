"""The layout of a file in which the payer says what it paid."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from commissioning.imports import Column, Row
from commissioning.imports.facts import FactFile, amount, read_facts
from payments.actions.confirmations import ConfirmationRow
from payments.models import Confirmation

MOST = Decimal("99999999.99")

COLUMNS = [
    Column("reference"),
    Column("payee_code", needed=False),
    Column("payee_name", needed=False),
    Column("payment", needed=False),
    Column("for_month", needed=False),
    Column("amount"),
    Column("outcome", needed=False),
    Column("paid_on"),
    Column("reason", needed=False),
    Column("payer_reference", needed=False),
]

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
    return read_facts(path, COLUMNS, _read)


def _read(row: Row) -> ConfirmationRow:
    reference = row.text("reference", longest=120)
    if reference:
        row.only_once("reference", reference)
    outcome = row.choice("outcome", Confirmation.Outcome.values) if row.has("outcome") else "paid"
    reason = row.text_or_blank("reason", longest=300)
    if outcome == Confirmation.Outcome.REJECTED and not row.has("reason"):
        row.wrong("reason", "is blank", "Write why the payer rejected the line")
    return ConfirmationRow(
        line=row.line,
        reference=reference,
        amount=amount(row, "amount", most=MOST, least=-MOST),
        outcome=outcome,
        paid_on=row.day("paid_on"),
        reason=reason,
        payer_reference=row.text_or_blank("payer_reference", longest=60),
    )
