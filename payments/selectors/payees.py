"""What runs hold for one payee, and who is paid in a run."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation, SpecificationVersion
from payments.models import Calculation, PayeeTotal, PaymentLine, PaymentRun
from payments.rules.lines import DEBT, Key


@dataclass(frozen=True, slots=True)
class LineInYear:
    """A payee's line for a month of a financial year, in a run approved or not."""

    specification: str
    term: str
    title: str
    for_code: str
    month: Month
    kind: str
    amount: Decimal
    held: str
    gap: str
    run: str
    run_month: Month
    approved: bool
    payee: str

    @property
    def reference(self) -> str:
        """How people quote it, as `line_reference` writes it."""
        parts = [self.run, self.payee, self.term, str(self.month)]
        if self.for_code != self.payee:
            parts.append(self.for_code)
        return "/".join(parts)


def lines_in_year(payee: Organisation, year: FinancialYear) -> list[LineInYear]:
    """Every line for a month of the year, whichever run holds it, in the order they were made."""
    rows = (
        PaymentLine.objects.filter(
            calculation__payee=payee,
            for_month__gte=year.first_month.first,
            for_month__lte=year.last_month.first,
        )
        .order_by("calculation__run__month", "calculation__run__supplement", "pk")
        .values_list(
            "calculation__specification_code",
            "calculation__term",
            "calculation__title",
            "calculation__for_code",
            "for_month",
            "kind",
            "amount",
            "held",
            "calculation__gap",
            "calculation__run__month",
            "calculation__run__supplement",
            "calculation__run__status",
        )
    )
    return [_in_year(payee, row) for row in rows]


@cache
def _code(month: date, supplement: int) -> str:
    return PaymentRun(month=month, supplement=supplement).code


def _in_year(payee: Organisation, row: tuple[Any, ...]) -> LineInYear:
    specification, term, title, for_code, for_month, *details, run_month, supplement, status = row
    kind, amount, held, gap = details
    return LineInYear(
        specification=specification,
        term=term,
        title=title,
        for_code=for_code,
        month=Month.of(for_month),
        kind=kind,
        amount=amount,
        held=held,
        gap=gap,
        run=_code(run_month, supplement),
        run_month=Month.of(run_month),
        approved=status == PaymentRun.Status.APPROVED,
        payee=payee.code,
    )


def held_in_runs(payee: Organisation, lines: list[LineInYear]) -> dict[Key, dict[Month, Decimal]]:
    """What runs hold of a year by what it is for; debts are owed for nothing of their own."""
    amounts_by_key: dict[Key, dict[Month, Decimal]] = defaultdict(
        lambda: defaultdict(lambda: NOTHING)
    )
    for line in lines:
        if line.kind != DEBT:
            key = (line.specification, line.term, payee.code, line.for_code)
            amounts_by_key[key][line.month] += line.amount
    return amounts_by_key


def totals_of(payee: Organisation, year: FinancialYear) -> list[PayeeTotal]:
    """What each run made in a year comes to for a payee, in order: what reached its bank."""
    return list(
        PayeeTotal.objects.filter(
            payee=payee,
            run__month__gte=year.first_month.first,
            run__month__lte=year.last_month.first,
        )
        .select_related("run__approved_by")
        .defer("run__changes")
        .order_by("run__month", "run__supplement")
    )


def years_of(payee: Organisation) -> list[FinancialYear]:
    """The financial years for which a payee has lines, in order."""
    years = Calculation.objects.filter(payee=payee).order_by("year").values_list("year", flat=True)
    return [FinancialYear(start) for start in years.distinct()]


def last_regular_run() -> PaymentRun | None:
    """The newest regular run, approved or not: the months beyond it are to come."""
    return PaymentRun.objects.filter(supplement=0).defer("changes").order_by("-month").first()


def titles_of(codes: set[str]) -> dict[str, str]:
    """What specifications are called, by code; the latest approved version's title."""
    versions = SpecificationVersion.objects.filter(code__in=codes, approved_at__isnull=False)
    named = versions.order_by("code", "in_force_from", "pk").values_list("code", "title")
    return dict(named)


MOST_NAMED = 50  # payees with gaps or held lines that a run's page names


def gaps_in(run: PaymentRun) -> list[Calculation]:
    """The calculations of a run that a missing fact keeps at nothing, for its first such payees."""
    payees = PayeeTotal.objects.filter(run=run, gaps_count__gt=0).order_by("payee_code")
    calculations = Calculation.objects.filter(
        run=run, payee__in=list(payees.values_list("payee_id", flat=True)[:MOST_NAMED])
    )
    return list(calculations.exclude(gap="").defer("derivation").order_by("payee_code", "term"))


def held_in(run: PaymentRun) -> list[PaymentLine]:
    """The lines of a run that are held, for its first such payees."""
    payees = PayeeTotal.objects.filter(run=run, held_count__gt=0).order_by("payee_code")
    lines = PaymentLine.objects.filter(
        calculation__run=run,
        calculation__payee__in=list(payees.values_list("payee_id", flat=True)[:MOST_NAMED]),
    )
    return list(
        lines.exclude(held="")
        .select_related("calculation")
        .defer("calculation__derivation")
        .order_by("calculation__payee_code", "calculation__term", "for_month")
    )


def lines_of_month(payee: Organisation, month: Month) -> list[PaymentLine]:
    """Every line for a payee's month, in the order of terms and then of runs."""
    lines = PaymentLine.objects.filter(calculation__payee=payee, for_month=month.first)
    return list(
        lines.select_related("calculation__run", "calculation__specification").order_by(
            "calculation__specification_code",
            "calculation__term",
            "calculation__run__month",
            "calculation__run__supplement",
            "calculation__for_code",
        )
    )
