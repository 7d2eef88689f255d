"""Statements as tagged PDFs, one for each payee."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings

from commissioning.web.pdf import pdf
from payments.exports.errors import ExportError, not_reconciled
from payments.exports.notes import ROUNDING, approved, demo_note, prepared
from payments.exports.statement_parts import PayeeStatement
from payments.exports.statements import statement_of
from payments.models import PaymentRun
from payments.selectors.exports import organisation_name, payee_totals, versions_of

TEMPLATE = "payments/print/statement.html"


def statements_of(
    run: PaymentRun, *, draft: bool = False, payees: Collection[str] | None = None
) -> Iterator[PayeeStatement]:
    """Every payee's statement, in order of their codes; with `payees`, only theirs.

    Refuses a run that is not approved, unless a draft is asked for, and one whose totals do not
    agree with its lines.
    """
    if not run.is_approved and not draft:
        raise ExportError(
            f"The run of {run.code} is a draft and no statement of what is paid:"
            " approve it first, or ask for drafts with --draft"
        )
    versions = versions_of(run)
    for total in payee_totals(run):
        if payees is not None and total.payee_code not in payees:
            continue
        statement = statement_of(run, total, versions)
        if statement.amount != sum(row.amount for row in statement.summary):
            raise not_reconciled(run, statement.total, total.lines_count)
        yield statement


def statement_pdf(statement: PayeeStatement) -> bytes:
    """One payee's statement as a tagged PDF; the same run gives the same bytes."""
    run = statement.run
    commissioners = dict.fromkeys(version.commissioner for version in versions_of(run).values())
    context: dict[str, Any] = {
        "statement": statement,
        "run": run,
        "commissioner": ", ".join(organisation_name(code) for code in commissioners),
        "prepared": prepared(run),
        "approved": approved(run),
        "rounding": ROUNDING,
        "demo": demo_note(demo=settings.DEMO),
    }
    return pdf(TEMPLATE, context)


def statement_for(run: PaymentRun, payee_code: str) -> bytes | None:
    """One payee's statement as a PDF, of a draft too; None where the run holds nothing for it."""
    for total in payee_totals(run, payee_code):
        statement = statement_of(run, total, versions_of(run))
        if statement.amount != sum(row.amount for row in statement.summary):
            raise not_reconciled(run, statement.total, total.lines_count)
        return statement_pdf(statement)
    return None


def file_name(statement: PayeeStatement) -> str:
    return f"{statement.run.code}_{statement.payee_code}_statement.pdf"


def zip_statements(
    run: PaymentRun,
    file: IO[bytes],
    *,
    draft: bool,
    made: Callable[[int, str], None],
    payees: Collection[str] | None = None,
) -> int:
    """Write every payee's statement into one zip file; `made` hears of each, with how many are.

    With `payees`, only theirs.
    """
    number = 0
    with ZipFile(file, "w", ZIP_STORED) as together:  # PDFs are compressed already
        for statement in statements_of(run, draft=draft, payees=payees):
            together.writestr(file_name(statement), statement_pdf(statement))
            number += 1
            made(number, statement.payee_code)
    return number


def add_statements(some: ZipFile, together: ZipFile) -> int:
    """Add the statements of one zip file to another, and say how many they are."""
    for member in some.infolist():
        together.writestr(member, some.read(member))
    return len(some.infolist())


def write_statements(run: PaymentRun, folder: Path, *, draft: bool = False) -> int:
    """Write every payee's statement into a folder, and say how many there are."""
    number = 0
    for statement in statements_of(run, draft=draft):
        (folder / file_name(statement)).write_bytes(statement_pdf(statement))
        number += 1
    return number
