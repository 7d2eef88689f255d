"""Keeping the table of ledger codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

from django.db import transaction
from pydantic.dataclasses import dataclass as row_model

from commissioning.imports import FileRow, ImportOutcome, Mistakes
from commissioning.imports.row_models import Blank, CodeOrBlank, FileCell, Text
from commissioning.models import SpecificationVersion, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.changes import Differences
from commissioning.specifications.publishing.selectors import parsed
from payments.models import LedgerCode
from payments.policy import runs as runs_policy
from payments.rules.lines import ADJUSTMENT, DEBT

CODE = re.compile(r"[A-Za-z0-9._/-]+")


def _code(longest: int) -> FileCell[str]:
    """A ledger's code, kept as text: leading zeros count."""

    def read(row: FileRow, column: str) -> str:
        code = row.text(column, longest=longest)
        if code and not CODE.fullmatch(code):
            row.wrong(column, f"“{code}” is not a ledger code", "Use letters, digits and . _ / -")
        return code

    return FileCell(read)


Account = Annotated[str, _code(20)]


@row_model(frozen=True, slots=True)
class LedgerCodeRow:
    """The accounts of one payment term, as a file or a form gives them."""

    line: int | None
    specification: CodeOrBlank
    term: CodeOrBlank
    entity: Annotated[str, _code(10), Blank("")]
    cost_centre: Account
    account: Account
    creditor_account: Account
    accrual_account: Account
    debtor_account: Account
    description: Annotated[Text, Blank("")] = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.specification, self.term)

    @property
    def values(self) -> dict[str, str]:
        return {
            name: value
            for name, value in asdict(self).items()
            if name not in ("line", "specification", "term")
        }

    @property
    def said(self) -> str:
        return (
            f"{self.specification or 'any'}/{self.term or 'any'}: {self.entity or 'own entity'}"
            f" {self.cost_centre} {self.account}"
        )


@transaction.atomic
def set_ledger_codes(
    *, rows: Sequence[LedgerCodeRow], by: User, mistakes: Mistakes | None = None
) -> ImportOutcome:
    """Make the table of ledger codes say what these rows say, and nothing else.

    Rows that are left out are removed; the row history keeps them. Runs that are posted already do
    not change: their journals are in the ledger.
    """
    require(runs_policy.can_keep_ledger_codes(by))
    (mistakes or Mistakes()).check()
    outcome = ImportOutcome()
    stored_codes = {
        (stored_code.specification, stored_code.term): stored_code
        for stored_code in LedgerCode.objects.select_for_update().order_by("pk")
    }
    differences = Differences(LedgerCode)
    for row in rows:
        code = stored_codes.pop(row.key, None)
        if code is None:
            specification, term = row.key
            differences.add(LedgerCode(specification=specification, term=term, **row.values))
            outcome.added.append(row.said)
        elif differences.change(code, **row.values):
            outcome.changed.append(row.said)
        else:
            outcome.unchanged.append(row.said)
    for code in stored_codes.values():
        outcome.closed.append(str(code))
        record("ledger code removed", code, by=by)
    LedgerCode.objects.filter(
        pk__in=[stored_code.pk for stored_code in stored_codes.values()]
    ).delete()
    for code, became in differences.save():
        record(f"ledger code {became}", code, by=by, cost_centre=code.cost_centre)
    outcome.notes += _strangers(rows)
    return outcome


def _strangers(rows: Sequence[LedgerCodeRow]) -> list[str]:
    """Say which rows name a payment that no published specification has."""
    terms = {
        (version.code, term.code)
        for version in SpecificationVersion.objects.all()
        for term in parsed(version).payments
    }
    specifications = {code for code, _ in terms}
    codes = {code for _, code in terms} | {DEBT, ADJUSTMENT}
    return [
        f"no published specification has the payment {row.specification or 'any'}/"
        f"{row.term or 'any'}: check the spelling"
        for row in rows
        if (row.specification and row.specification not in specifications)
        or (row.term and row.term not in codes)
    ]
