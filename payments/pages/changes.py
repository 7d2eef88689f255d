"""One change of a run: whose amount, what it was and is, and the fact that moved it."""

from __future__ import annotations

from commissioning.domain.names import in_words
from commissioning.domain.periods import Month
from commissioning.web.lists import Cell, Column, Row
from payments.models import PaymentRun, RunChange
from payments.pages.claim_lists import money
from payments.pages.words import change, joined, run_payee_href

COLUMNS_OF_CHANGES = (  # where what they are compared with is said above them
    Column("Payee"),
    Column("What"),
    Column("Before", numeric=True),
    Column("Now", numeric=True),
    Column("Difference", numeric=True),
    Column("Because"),
)


def change_cells(run: PaymentRun, run_change: RunChange) -> list[Cell]:
    """As a run's own page shows one."""
    payee = Cell(
        in_words(run_change.payee_name),
        href=run_payee_href(run.code, run_change.payee_code),
        said=run_change.payee_code,
    )
    return [payee, _what(run, run_change), *_amounts(run_change), Cell(run_change.cause)]


def change_row(run: PaymentRun, run_change: RunChange) -> Row:
    """As the list of every change shows one."""
    again = run_change.since == RunChange.Since.PREPARATION
    before = run_change.get_since_display() if again else Month.of(run.month).plus(-1).name
    return Row(
        (
            Cell(
                in_words(run_change.payee_name),
                href=run_payee_href(run.code, run_change.payee_code),
            ),
            run_change.payee_code,
            _what(run, run_change),
            before,
            *_amounts(run_change),
            run_change.cause,
        )
    )


def _what(run: PaymentRun, run_change: RunChange) -> Cell:
    where = "" if run_change.for_code == run_change.payee_code else run_change.for_code
    month = "" if run_change.month == run.code else run_change.month
    return Cell(joined([run_change.term.replace("-", " ").capitalize(), where, month]))


def _amounts(run_change: RunChange) -> tuple[Cell, Cell, Cell]:
    difference = Cell(change(run_change.difference), value=run_change.difference)
    return money(run_change.before), money(run_change.after), difference
