"""The schedule of a run: a row a line, as finance and the committee read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from typing import Self

from commissioning.domain.money import NOTHING
from payments.exports.lines import RunLine, lines_of
from payments.exports.words import csv_line, guarded
from payments.models import PaymentRun

TOTAL = "TOTAL"


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One row of the schedule: the columns of the file, in its order, as text."""

    run: str
    month: str
    specification: str
    version: str
    term: str
    payee_code: str
    payee_name: str
    for_code: str
    for_month: str
    kind: str
    amount: str
    explanation: str

    @classmethod
    def of(cls, line: RunLine) -> Self:
        return cls(
            run=line.run,
            month=str(line.month),
            specification=line.specification,
            version=line.version,
            term=line.term,
            payee_code=line.payee_code,
            payee_name=line.payee_name,
            for_code=line.for_code,
            for_month=str(line.for_month),
            kind=line.kind,
            amount=f"{line.amount:.2f}",
            explanation=line.explanation,
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as a spreadsheet can take it: texts that cannot become formulas, and a number."""
        return tuple(
            value if name == "amount" else guarded(value)
            for name, value in zip(COLUMNS, astuple(self), strict=True)
        )


COLUMNS = tuple(field.name for field in fields(ScheduleRow))


def csv_rows(run: PaymentRun) -> Iterator[str]:
    """The schedule as the lines of a CSV file: headings, a row a line, and the control total."""
    yield csv_line(COLUMNS)
    total = NOTHING
    for line in lines_of(run):
        total += line.amount
        yield csv_line(ScheduleRow.of(line).cells)
    last = {"run": TOTAL, "amount": f"{total:.2f}"}
    yield csv_line(tuple(last.get(name, "") for name in COLUMNS))
