"""A year as a grid: for each month and term what is paid, due or forecast, added up both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, Month
from payments.engine.outlook import Expected
from payments.pages.chart import Amounts
from payments.pages.words import line_href, month_href, sterling
from payments.selectors.payees import LineInYear

Column = tuple[str, str]  # specification and term
KINDS = (("paid", "Paid"), ("due", "Due"), ("forecast", "Forecast"), ("total", "Whole year"))


@dataclass
class CellSum:
    """The amounts of one month and term while they are added up."""

    lines: list[LineInYear] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)

    @property
    def paid(self) -> Decimal:
        return sum((line.amount for line in self.lines if line.approved), start=NOTHING)

    @property
    def due(self) -> Decimal:
        return sum((line.amount for line in self.lines if not line.approved), start=NOTHING)

    @property
    def forecast(self) -> Decimal:
        return sum((expected_payment.amount for expected_payment in self.expected), start=NOTHING)

    @property
    def total(self) -> Decimal:
        return self.paid + self.due + self.forecast


Sums = dict[tuple[Column, Month], CellSum]


@dataclass(frozen=True, slots=True)
class GridAmount:
    """One amount in a cell of the grid, and what became of it."""

    kind: str  # paid, due or forecast
    amount: str
    said: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    heading: str
    pieces: tuple[GridAmount, ...]


@dataclass(frozen=True, slots=True)
class MonthRow:
    month: str
    cells: tuple[GridCell, ...]
    total: str


@dataclass(frozen=True, slots=True)
class SumCell:
    heading: str
    amount: str


@dataclass(frozen=True, slots=True)
class SumRow:
    title: str
    cells: tuple[SumCell, ...]
    total: str


@dataclass(frozen=True, slots=True)
class SpecificationHeading:
    """A specification over the columns of its terms."""

    title: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The months of a year down, the terms of each specification across."""

    headings: tuple[SpecificationHeading, ...]
    rows: tuple[MonthRow, ...]
    sums: tuple[SumRow, ...]
    months: tuple[Amounts, ...]

    @classmethod
    def of(
        cls,
        year: FinancialYear,
        lines: Iterable[LineInYear],
        expected: Iterable[Expected],
        titles: Mapping[str, str],
    ) -> Self:
        sums = _added_up(lines, expected)
        columns = _columns(sums)
        months = tuple(_month(sums, month) for month in year.months)
        return cls(
            headings=tuple(_headings(columns, titles)),
            rows=tuple(_row(sums, columns, amounts) for amounts in months),
            sums=tuple(_sum_row(sums, columns, *kind) for kind in KINDS),
            months=months,
        )

    def total(self, kind: str) -> str:
        """What the year comes to: paid, due, forecast, or in total."""
        return sterling(sum((getattr(amounts, kind) for amounts in self.months), start=NOTHING))


def _added_up(lines: Iterable[LineInYear], expected: Iterable[Expected]) -> Sums:
    sums: Sums = {}
    for line in lines:
        sums.setdefault(((line.specification, line.term), line.month), CellSum()).lines.append(line)
    for expected_payment in expected:
        place = ((expected_payment.specification, expected_payment.term), expected_payment.month)
        sums.setdefault(place, CellSum()).expected.append(expected_payment)
    return sums


def _columns(sums: Sums) -> dict[Column, str]:
    """The terms there is anything under, by specification; debts, under none, come last."""
    titles: dict[Column, str] = {}
    for (column, _), cell in sums.items():
        named = [line.title for line in cell.lines if line.title != "Recovery"]
        named += [one.title for one in cell.expected if one.title]
        titles[column] = titles.get(column) or next(iter(named), "")
    in_order = sorted(titles, key=lambda column: (not column[0], column))
    return {column: titles[column] or column[1].capitalize() for column in in_order}


def _headings(
    columns: Mapping[Column, str], titles: Mapping[str, str]
) -> Iterable[SpecificationHeading]:
    by_specification: dict[str, list[str]] = {}
    for (specification, _), title in columns.items():
        by_specification.setdefault(specification, []).append(title)
    for code, terms in by_specification.items():
        yield SpecificationHeading(titles.get(code, code) if code else "Debts", tuple(terms))


def _month(sums: Sums, month: Month) -> Amounts:
    cells = [cell for (_, its), cell in sums.items() if its == month]
    return Amounts(
        month,
        paid=sum((cell.paid for cell in cells), start=NOTHING),
        due=sum((cell.due for cell in cells), start=NOTHING),
        forecast=sum((cell.forecast for cell in cells), start=NOTHING),
    )


def _row(sums: Sums, columns: Mapping[Column, str], amounts: Amounts) -> MonthRow:
    month = amounts.month
    return MonthRow(
        month=month.name,
        cells=tuple(
            GridCell(title, tuple(_pieces(sums.get((column, month), CellSum()), month)))
            for column, title in columns.items()
        ),
        total=sterling(amounts.total),
    )


def _pieces(cell: CellSum, month: Month) -> Iterable[GridAmount]:
    """What a cell says: the net of what was paid, of what is due, and of what is to come."""
    approved = [line for line in cell.lines if line.approved]
    drafted = [line for line in cell.lines if not line.approved]
    for kind, lines, amount in (("paid", approved, cell.paid), ("due", drafted, cell.due)):
        if lines:
            yield GridAmount(kind, sterling(amount), _said(kind, lines, month), _href(lines))
    for expected_payment in cell.expected:
        words = f"forecast, {expected_payment.note}" if expected_payment.note else "forecast"
        yield GridAmount("forecast", sterling(expected_payment.amount), words)


def _said(word: str, lines: Sequence[LineInYear], month: Month) -> str:
    """“paid”, “paid in August”, “held”, or that a fact is missing."""
    if all(line.gap for line in lines):
        return "a fact is missing"
    if all(line.held for line in lines):
        return "held"
    runs = list(dict.fromkeys(line.run_month for line in lines if line.amount))
    if not runs or runs == [month]:
        return word
    month_names = [
        run_month.word if run_month.year == month.year else run_month.name for run_month in runs
    ]
    return f"{word} in {' and '.join(month_names)}"


def _href(lines: Sequence[LineInYear]) -> str:
    """To the line, or to the list of them where there are more."""
    first = lines[0]
    if len(lines) == 1:
        return line_href(first.reference)
    return f"{month_href(first.payee, first.month)}#{first.term}"


def _sum_row(sums: Sums, columns: Mapping[Column, str], kind: str, title: str) -> SumRow:
    amounts = dict.fromkeys(columns, NOTHING)
    for (column, _), cell in sums.items():
        amounts[column] += getattr(cell, kind)
    return SumRow(
        title=title,
        cells=tuple(
            SumCell(columns[column], sterling(amount)) for column, amount in amounts.items()
        ),
        total=sterling(sum(amounts.values(), start=NOTHING)),
    )
