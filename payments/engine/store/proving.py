"""Proves a stored run: its sums, its lines, its totals and its hash."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from commissioning.domain.money import NOTHING
from payments.engine.store.reading import StoredCalculation, amounts, read_derivation, written
from payments.engine.store.writing import hashed, without_pauses
from payments.models import PayeeTotal, PaymentRun


def unsound(run: PaymentRun) -> Iterator[str]:
    """Go through a stored run and say what does not hold: sums, lines, or totals."""
    totals: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    lines = hashlib.sha256()
    with without_pauses():
        for calculation in written(run):
            hashed(lines, calculation.key, calculation.lines)
            yield from _unsound_calculation(calculation, totals)
    stored = dict(PayeeTotal.objects.filter(run=run).values_list("payee_code", "amount"))
    for payee in sorted(set(totals) | set(stored)):
        if totals[payee] != stored.get(payee, NOTHING):
            yield f"{payee}: lines come to {totals[payee]}, the total says {stored.get(payee)}"
    if sum(totals.values(), start=NOTHING) != run.total:
        yield f"the run's lines do not come to its total, {run.total}"
    if lines.hexdigest() != run.sha256:
        yield "the lines are not those that were prepared: their hash differs"


def _unsound_calculation(
    calculation: StoredCalculation, totals: dict[str, Decimal]
) -> Iterator[str]:
    """Check one calculation, and add its lines to its payee's total."""
    payee, term = calculation.key.payee, calculation.key.term
    figure, months = read_derivation(calculation.derivation)
    if not figure.holds():
        yield f"{payee}, {term}: the stored sums do not follow from their inputs"
    by_month = dict(zip(months, figure.series, strict=True))
    for month, _, amount in amounts(calculation.lines):
        totals[payee] += amount
        if by_month.get(month) != amount:
            yield f"{payee}, {term}, {month}: the line is not what its derivation says"
