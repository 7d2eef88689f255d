"""Year-end payments for a person: who is due one, and what runs have paid of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from commissioning.domain.periods import FinancialYear
from commissioning.models import Organisation, User
from payments.models import Decision, PaymentLine, PaymentRun
from payments.selectors.visible import payees_visible_to

AT_YEAR_END = (PaymentLine.Kind.ACHIEVEMENT, PaymentLine.Kind.FINAL)


def practices_at_year_end(user: User) -> QuerySet[Organisation]:
    return payees_visible_to(user).filter(kind=Organisation.Kind.PRACTICE)


@dataclass(frozen=True, slots=True)
class SettledRun:
    """What one run paid of a year's year-end payments."""

    run: PaymentRun
    payees: int
    amount: Decimal


def settled(year: FinancialYear) -> list[SettledRun]:
    """What each run paid for a year's end, in order: paid in the first run after a decision."""
    lines = PaymentLine.objects.filter(
        kind__in=AT_YEAR_END, calculation__year=year.start, calculation__specification__isnull=False
    ).exclude(amount=0)
    rows = lines.values("calculation__run").annotate(
        payees=Count("calculation__payee", distinct=True), amount=Sum("amount")
    )
    rows_by_run = {row["calculation__run"]: row for row in rows.order_by()}
    runs = (
        PaymentRun.objects.filter(pk__in=rows_by_run)
        .defer("changes")
        .order_by("month", "supplement")
    )
    return [
        SettledRun(run, rows_by_run[run.pk]["payees"], rows_by_run[run.pk]["amount"])
        for run in runs
    ]


def decided_at(year: FinancialYear) -> int:
    """How many practices' year-end payments of a year are decided."""
    return (
        Decision.objects.filter(
            kind=Decision.Kind.YEAR_END,
            ends_on__gte=year.first_month.first,
            ends_on__lte=year.last_month.last,
        )
        .exclude(outcome=Decision.Outcome.WITHDRAWN)
        .values("organisation")
        .distinct()
        .count()
    )
