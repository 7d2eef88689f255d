"""What the payer is sent: a row for every line of a run that comes to anything."""

from __future__ import annotations

from collections.abc import Iterator

from payments.exports.lines import lines_of
from payments.exports.words import csv_line, guarded
from payments.models import PaymentRun

COLUMNS = (
    "reference",
    "payee_code",
    "payee_name",
    "payment",
    "for_month",
    "amount",
    "outcome",
    "paid_on",
    "reason",
    "payer_reference",
)


def payer_rows(run: PaymentRun) -> Iterator[str]:
    """The lines as a CSV file; the payer fills in the last four columns and sends it back.

    Negative lines are recoveries and debts taken back: a payee is paid the sum of its lines.
    """
    yield csv_line(COLUMNS)
    for line in lines_of(run):
        if line.amount:
            yield csv_line(
                (
                    line.reference,
                    line.payee_code,
                    guarded(line.payee_name),
                    guarded(line.title),
                    str(line.for_month),
                    f"{line.amount:.2f}",
                    "",
                    "",
                    "",
                    "",
                )
            )
