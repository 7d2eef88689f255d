"""Reads a stored run back and proves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from commissioning.domain.figures import Figure, from_json
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from payments.models import Calculation, PayeeTotal, PaymentLine, PaymentRun


def read_derivation(derivation: Mapping[str, list[object]]) -> tuple[Figure, tuple[Month, ...]]:
    """A stored derivation as a figure and its months. Raises ValueError where it is not one."""
    months = tuple(Month.parse(str(each)) for each in derivation["months"])
    return from_json(derivation["figures"]), months  # type: ignore[arg-type]


def unsound(run: PaymentRun) -> Iterator[str]:
    """Go through a stored run and say what does not hold: sums, lines, or totals."""
    totals: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    amounts: dict[int, dict[Month, Decimal]] = defaultdict(dict)
    lines = PaymentLine.objects.filter(calculation__run=run).order_by("calculation_id")
    for calculation, day, amount in lines.values_list(
        "calculation_id", "for_month", "amount"
    ).iterator(chunk_size=5000):
        amounts[calculation][Month.of(day)] = amount
    calculations = Calculation.objects.filter(run=run).values_list(
        "pk", "payee_code", "term", "derivation"
    )
    for pk, payee, term, derivation in calculations.iterator(chunk_size=500):
        figure, months = read_derivation(derivation)
        if not figure.holds():
            yield f"{payee}, {term}: the stored sums do not follow from their inputs"
        by_month = dict(zip(months, figure.series, strict=True))
        for month, amount in amounts.pop(pk, {}).items():
            totals[payee] += amount
            if by_month.get(month) != amount:
                yield f"{payee}, {term}, {month}: the line is not what its derivation says"
    for stranger in amounts:
        yield f"calculation {stranger}: lines without their derivation"
    stored = dict(PayeeTotal.objects.filter(run=run).values_list("payee_code", "amount"))
    for payee in sorted(set(totals) | set(stored)):
        if totals[payee] != stored.get(payee, NOTHING):
            yield f"{payee}: lines come to {totals[payee]}, the total says {stored.get(payee)}"
    if sum(totals.values(), start=NOTHING) != run.total:
        yield f"the run's lines do not come to its total, {run.total}"
