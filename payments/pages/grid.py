"""A year as a grid: for each month and term what is paid, due or forecast, added up both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, Month
from payments.expected import Expected
from payments.pages.chart import Amounts
from payments.pages.words import line_href, month_href, sterling
from payments.selectors.payees import LineInYear

Column = tuple[str, str]  # specification and term
KINDS = (("paid", "Paid"), ("due", "Due"), ("forecast", "Forecast"), ("total", "Whole year"))


@dataclass
class Sum:
    """The amounts of one month and term while they are added up."""

    lines: list[LineInYear] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)

    @property
    def paid(self) -> Decimal:
        return sum((each.amount for each in self.lines if each.approved), start=NOTHING)

    @property
    def due(self) -> Decimal:
        return sum((each.amount for each in self.lines if not each.approved), start=NOTHING)

    @property
    def forecast(self) -> Decimal:
        return sum((each.amount for each in self.expected), start=NOTHING)

    @property
    def total(self) -> Decimal:
        return self.paid + self.due + self.forecast


Sums = dict[tuple[Column, Month], Sum]


@dataclass(frozen=True, slots=True)
class Piece:
    """One amount in a cell of the grid, and what became of it."""

    kind: str  # paid, due or forecast
    amount: str
    said: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class MonthRow:
    month: str
    cells: tuple[Cell, ...]
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
class Heading:
    """A specification over the columns of its terms."""

    title: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The months of a year down, the terms of each specification across."""

    headings: tuple[Heading, ...]
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
            rows=tuple(_row(sums, columns, each) for each in months),
            sums=tuple(_sum_row(sums, columns, *kind) for kind in KINDS),
            months=months,
        )

    def total(self, kind: str) -> str:
        """What the year comes to: paid, due, forecast, or in total."""
        return sterling(sum((getattr(each, kind) for each in self.months), start=NOTHING))


def _added_up(lines: Iterable[LineInYear], expected: Iterable[Expected]) -> Sums:
    sums: Sums = {}
    for line in lines:
        sums.setdefault(((line.specification, line.term), line.month), Sum()).lines.append(line)
    for each in expected:
        place = ((each.specification, each.term), each.month)
        sums.setdefault(place, Sum()).expected.append(each)
    return sums


def _columns(sums: Sums) -> dict[Column, str]:
    """The terms there is anything under, by specification; debts, under none, come last."""
    titles: dict[Column, str] = {}
    for (column, _), each in sums.items():
        named = [line.title for line in each.lines if line.title != "Recovery"]
        named += [one.title for one in each.expected if one.title]
        titles[column] = titles.get(column) or next(iter(named), "")
    in_order = sorted(titles, key=lambda column: (not column[0], column))
    return {column: titles[column] or column[1].capitalize() for column in in_order}


def _headings(columns: Mapping[Column, str], titles: Mapping[str, str]) -> Iterable[Heading]:
    by_specification: dict[str, list[str]] = {}
    for (specification, _), title in columns.items():
        by_specification.setdefault(specification, []).append(title)
    for code, terms in by_specification.items():
        yield Heading(titles.get(code, code) if code else "Debts", tuple(terms))


def _month(sums: Sums, month: Month) -> Amounts:
    found = [each for (_, its), each in sums.items() if its == month]
    return Amounts(
        month,
        paid=sum((each.paid for each in found), start=NOTHING),
        due=sum((each.due for each in found), start=NOTHING),
        forecast=sum((each.forecast for each in found), start=NOTHING),
    )


def _row(sums: Sums, columns: Mapping[Column, str], amounts: Amounts) -> MonthRow:
    month = amounts.month
    return MonthRow(
        month=month.name,
        cells=tuple(
            Cell(title, tuple(_pieces(sums.get((column, month), Sum()), month)))
            for column, title in columns.items()
        ),
        total=sterling(amounts.total),
    )


def _pieces(cell: Sum, month: Month) -> Iterable[Piece]:
    """What a cell says: the net of what was paid, of what is due, and of what is to come."""
    approved = [each for each in cell.lines if each.approved]
    drafted = [each for each in cell.lines if not each.approved]
    for kind, lines, amount in (("paid", approved, cell.paid), ("due", drafted, cell.due)):
        if lines:
            yield Piece(kind, sterling(amount), _said(kind, lines, month), _href(lines))
    for each in cell.expected:
        said = f"forecast, {each.note}" if each.note else "forecast"
        yield Piece("forecast", sterling(each.amount), said)


def _said(word: str, lines: Sequence[LineInYear], month: Month) -> str:
    """“paid”, “paid in August”, “held”, or that a fact is missing."""
    if all(each.gap for each in lines):
        return "a fact is missing"
    if all(each.held for each in lines):
        return "held"
    runs = list(dict.fromkeys(each.run_month for each in lines if each.amount))
    if not runs or runs == [month]:
        return word
    said = [each.word if each.year == month.year else each.name for each in runs]
    return f"{word} in {' and '.join(said)}"


def _href(lines: Sequence[LineInYear]) -> str:
    """To the line, or to the list of them where there are more."""
    first = lines[0]
    if len(lines) == 1:
        return line_href(first.reference)
    return f"{month_href(first.payee, first.month)}#{first.term}"


def _sum_row(sums: Sums, columns: Mapping[Column, str], kind: str, title: str) -> SumRow:
    amounts = dict.fromkeys(columns, NOTHING)
    for (column, _), each in sums.items():
        amounts[column] += getattr(each, kind)
    return SumRow(
        title=title,
        cells=tuple(SumCell(columns[column], sterling(each)) for column, each in amounts.items()),
        total=sterling(sum(amounts.values(), start=NOTHING)),
    )
