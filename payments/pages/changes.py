"""One change of a run: whose amount, what it was and is, and the fact that moved it."""

from __future__ import annotations

from commissioning.domain.names import in_words
from commissioning.domain.periods import Month
from commissioning.lists import Cell, Column, Row
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


def change_cells(run: PaymentRun, each: RunChange) -> list[Cell]:
    """As a run's own page shows one."""
    payee = Cell(
        in_words(each.payee_name),
        href=run_payee_href(run.code, each.payee_code),
        said=each.payee_code,
    )
    return [payee, _what(run, each), *_amounts(each), Cell(each.cause)]


def change_row(run: PaymentRun, each: RunChange) -> Row:
    """As the list of every change shows one."""
    again = each.since == RunChange.Since.PREPARATION
    before = each.get_since_display() if again else Month.of(run.month).plus(-1).name
    return Row(
        (
            Cell(in_words(each.payee_name), href=run_payee_href(run.code, each.payee_code)),
            each.payee_code,
            _what(run, each),
            before,
            *_amounts(each),
            each.cause,
        )
    )


def _what(run: PaymentRun, each: RunChange) -> Cell:
    where = "" if each.for_code == each.payee_code else each.for_code
    month = "" if each.month == run.code else each.month
    return Cell(joined([each.term.replace("-", " ").capitalize(), where, month]))


def _amounts(each: RunChange) -> tuple[Cell, Cell, Cell]:
    difference = Cell(change(each.difference), value=each.difference)
    return money(each.before), money(each.after), difference
