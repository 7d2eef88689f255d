"""A run's lines, one by one, each with what explains it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from commissioning.models import SpecificationVersion
from payments.exports.errors import not_reconciled
from payments.models import Calculation, PaymentLine, PaymentRun
from payments.rules.unfolding import waiting
from payments.rules.wording import explanation
from payments.selectors.exports import calculations_in_order, versions_of
from payments.selectors.lines import derivation_of


@dataclass(frozen=True, slots=True)
class RunLine:
    """One line of a run as every export needs it."""

    key: int
    run: str
    month: Month
    specification: str
    version: str
    version_key: int | None
    term: str
    title: str
    payee_code: str
    payee_name: str
    payee_kind: str
    for_code: str
    for_month: Month
    kind: str
    amount: Decimal
    held: str
    gap: str
    waiting: Decimal  # what is paid once it is no longer held
    explanation: str

    @property
    def reference(self) -> str:
        """How people quote it; `explain` finds the line by it."""
        parts = [self.run, self.payee_code, self.term, str(self.for_month)]
        if self.for_code != self.payee_code:
            parts.append(self.for_code)
        return "/".join(parts)

    @property
    def kind_said(self) -> str:
        return PaymentLine.Kind(self.kind).label


def lines_of(run: PaymentRun) -> Iterator[RunLine]:
    """Every line of a run, streamed: gaps first, then by specification and payee, debts last.

    Raises ExportError at the end where the lines read do not come to the run's total.
    """
    versions = versions_of(run)
    total, count = NOTHING, 0
    for calculation in calculations_in_order(run):
        for line in lines_in(run, calculation, versions):
            total += line.amount
            count += 1
            yield line
    if (total, count) != (run.total, run.lines_count):
        raise not_reconciled(run, total, count)


def lines_in(
    run: PaymentRun, calculation: Calculation, versions: Mapping[int, SpecificationVersion]
) -> Iterator[RunLine]:
    """The lines of one calculation, by month."""
    figure, months = derivation_of(calculation)
    version = versions.get(calculation.specification_id or 0)
    for line in calculation.lines.all():
        month = Month.of(line.for_month)
        yield RunLine(
            key=line.pk,
            run=run.code,
            month=Month.of(run.month),
            specification=calculation.specification_code,
            version=version.version if version else "",
            version_key=calculation.specification_id,
            term=calculation.term,
            title=calculation.title,
            payee_code=calculation.payee_code,
            payee_name=calculation.payee_name,
            payee_kind=getattr(calculation, "payee_kind", ""),
            for_code=calculation.for_code,
            for_month=month,
            kind=line.kind,
            amount=line.amount,
            held=line.held,
            gap=calculation.gap,
            waiting=waiting(figure, months.index(month)) if line.held else NOTHING,
            explanation=explanation(figure, months, month, held=line.held, gap=calculation.gap),
        )
