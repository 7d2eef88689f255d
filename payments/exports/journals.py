"""Journals for the commissioner's ledger: in CSV, balanced, with control totals and a hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning.domain.periods import Month
from payments.exports.errors import ExportError
from payments.exports.lines import RunLine, lines_of
from payments.exports.words import csv_line, guarded
from payments.models import LedgerCode, PaymentRun
from payments.rules.journals import COLUMNS, Coding, Control, JournalLine, UnbalancedError, postings
from payments.rules.lines import DEBT
from payments.selectors.exports import terms_posted, versions_of
from payments.selectors.ledger import LedgerCodes, Term, ledger_codes

TOTAL = "TOTAL"
COMMAND = "manage.py import_ledger_codes FILE"


def run_journal(run: PaymentRun) -> Iterator[JournalLine]:
    """A run's journal: for every line that comes to anything, what it is charged to and owed from.

    Debits expenditure and credits payables; recoveries the other way round; debts to receivables.
    Refuses a draft, and a run with a term that no ledger code stands for.
    """
    if not run.is_approved:
        raise ExportError(
            f"The run of {run.code} is a draft, and nothing is posted from a draft:"
            f" approve it first (manage.py payment_run approve {run.code} --by EMAIL)"
        )
    codes = codes_for(terms_posted(run))
    commissioners = {version.pk: version.commissioner for version in versions_of(run).values()}
    own = min(commissioners.values(), default="")
    last_day = run_month_end(run)
    for line in lines_of(run):
        code = codes.of(line.specification, line.term) if line.amount else None
        if code is None:
            continue
        entity = commissioners.get(line.version_key or 0, own)
        yield from postings(
            line.amount,
            coding(code, entity, debt=line.term == DEBT),
            journal=run.code,
            month=line.month,
            accounted_on=last_day,
            description=_description(line),
            reference=line.reference,
        )


def codes_for(terms: Iterable[Term]) -> LedgerCodes:
    """The mapping table. Raises ExportError naming every term it has no row for."""
    codes = ledger_codes()
    if missing := codes.missing(terms):
        named = ", ".join(term_said(term) for term in missing)
        raise ExportError(
            f"No ledger code for {named}: give each a row in a file of ledger codes and bring it"
            f" in with {COMMAND}"
        )
    return codes


def term_said(term: Term) -> str:
    specification, code = term
    return f"{specification}/{code}" if specification else code


def coding(code: LedgerCode, commissioner: str, *, debt: bool = False) -> Coding:
    """The accounts that a line of a run is posted to."""
    return Coding(
        entity=code.entity or commissioner,
        cost_centre=code.cost_centre,
        charged=code.debtor_account if debt else code.account,
        owed=code.creditor_account,
    )


def run_month_end(run: PaymentRun) -> date:
    return Month.of(run.month).last


def _description(line: RunLine) -> str:
    words = f"{line.title}, {line.for_month.name}, {line.kind_said.lower()}"
    return f"{words}: {line.payee_code} {line.payee_name}"


def journal_rows(lines: Iterable[JournalLine], control: Control) -> Iterator[str]:
    """Journal lines as the lines of a CSV file: headings, the lines, and the control totals.

    The last row, TOTAL, gives the number of lines, both totals, and the SHA-256 of the lines as
    they stand in the file, without headings and totals. Raises ExportError where it is out of
    balance.
    """
    yield csv_line(COLUMNS)
    for line in lines:
        written = csv_line(tuple(guarded(cell) for cell in line.cells))
        control.add(line, written)
        yield written
    try:
        control.check()
    except UnbalancedError as wrong:
        raise ExportError(str(wrong)) from wrong
    totals = {
        "journal": TOTAL,
        "debit": f"{control.debit:.2f}",
        "credit": f"{control.credit:.2f}",
        "description": f"{control.lines} lines",
        "reference": f"SHA-256 {control.sha256}",
    }
    yield csv_line(tuple(totals.get(name, "") for name in COLUMNS))
