"""A year's accrual and what it rests on, as a browser asks for them."""

from __future__ import annotations

import hashlib

from commissioning.clock import today
from commissioning.domain.periods import FinancialYear
from commissioning.models import User
from commissioning.specifications.publishing.selectors import approved_versions
from payments.actions.exports import record_export
from payments.exports.accruals import accrual_journal, accruals, basis_rows
from payments.exports.journals import Control, journal_rows
from payments.rules.accruals import Accrual

KINDS = {"accrual": "accrual", "basis": "accrual-basis"}


def year_end_file(year: FinancialYear, kind: str, by: User) -> bytes:
    """The accrual journal with its reversal, or where every condition stands.

    That it was given out is noted first. Raises ExportError where nothing is to accrue, or where a
    payment has no ledger code.
    """
    year_accruals = accruals(year, today())
    if kind == "basis":
        text = "".join(basis_rows(year_accruals))
        _note(f"accrual basis of {year}", year_accruals, text, by)
    else:
        text = "".join(journal_rows(accrual_journal(year_accruals, year), Control()))
        _note(f"accrual of {year}", year_accruals, text, by)
    return text.encode("utf-8")


def _note(what: str, year_accruals: list[Accrual], text: str, by: User) -> None:
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    used = {
        accrual.stand.specification.code: accrual.stand.specification.version
        for accrual in year_accruals
    }
    for version in approved_versions():
        if used.get(version.code) == version.version:
            record_export(
                what=what, of=version, by=by, as_known_on=today().isoformat(), sha256=digest
            )
