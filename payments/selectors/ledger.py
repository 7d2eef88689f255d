"""Which ledger codes a payment is charged to, and what a year's end has yet to pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Sum

from commissioning.domain.periods import FinancialYear
from payments.models import LedgerCode, PaymentLine, PaymentRun

Term = tuple[str, str]  # specification and term; a debt is ("", "debt")


@dataclass(frozen=True, slots=True)
class LedgerCodes:
    """The mapping table as it stands."""

    rows: Mapping[Term, LedgerCode]

    def of(self, specification: str, term: str) -> LedgerCode | None:
        """The most particular row: of the term, the specification, any such term, or any."""
        wanted = ((specification, term), (specification, ""), ("", term), ("", ""))
        return next((self.rows[key] for key in wanted if key in self.rows), None)

    def missing(self, terms: Iterable[Term]) -> list[Term]:
        return [term for term in terms if self.of(*term) is None]

    def by_default(self, terms: Iterable[Term]) -> list[Term]:
        """The terms that only the default row stands for."""
        return [term for term in terms if (row := self.of(*term)) is not None and row.is_default]


def ledger_codes() -> LedgerCodes:
    return LedgerCodes(
        {
            (ledger_code.specification, ledger_code.term): ledger_code
            for ledger_code in LedgerCode.objects.all()
        }
    )


def paid_by_the_end_of(year: FinancialYear) -> dict[tuple[str, str, str, str], Decimal]:
    """What the year's approved runs paid, by specification, term, payee and month paid for.

    Payments made after the year belong to the next one: at the year's end they are still owed.
    """
    lines = PaymentLine.objects.filter(
        calculation__run__status=PaymentRun.Status.APPROVED,
        calculation__run__month__lte=year.last_month.first,
        calculation__for_code=F("calculation__payee_code"),
        for_month__gte=year.first_month.first,
    ).exclude(kind=PaymentLine.Kind.DEBT)
    rows = lines.values_list(
        "calculation__specification_code",
        "calculation__term",
        "calculation__payee_code",
        "for_month",
    ).annotate(paid=Sum("amount"))
    return {
        (specification, term, payee, f"{month:%Y-%m}"): paid
        for specification, term, payee, month, paid in rows
    }
