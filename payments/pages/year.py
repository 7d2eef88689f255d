"""A payee's financial year: each month and term paid, due or forecast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from commissioning.domain.money import NOTHING
from commissioning.domain.names import in_words
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation
from payments.expected import Expected, Outlook
from payments.models import PayeeTotal
from payments.pages.chart import Amounts, Chart
from payments.pages.words import (
    Link,
    by,
    line_href,
    month_href,
    payee_href,
    run_payee_href,
    sterling,
)
from payments.pages.year_end import YearEndCard
from payments.selectors.payees import LineInYear

Column = tuple[str, str]  # specification and term


@dataclass(frozen=True, slots=True)
class Piece:
    """One amount in a cell of the grid, and what became of it."""

    kind: str  # paid, due, forecast or held
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
class RunReceived:
    """What one run came to for the payee: what its bank statement shows."""

    title: str
    href: str
    amount: str
    approved: str


@dataclass
class _Sum:
    """The amounts of a month and term while they are added up."""

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


@dataclass(frozen=True, slots=True)
class YearPage:
    """Everything on the page of one payee's financial year."""

    name: str
    code: str
    kind: str
    year: str
    earlier: Link | None
    later: Link | None
    paid: str
    due: str
    forecast: str
    total: str
    headings: tuple[Heading, ...]
    rows: tuple[MonthRow, ...]
    sums: tuple[SumRow, ...]
    chart: Chart
    received: tuple[RunReceived, ...]
    year_end: tuple[YearEndCard, ...]

    @classmethod
    def of(
        cls,
        payee: Organisation,
        year: FinancialYear,
        *,
        lines: Sequence[LineInYear],
        outlook: Outlook,
        totals: Sequence[PayeeTotal],
        titles: Mapping[str, str],
        years: Sequence[FinancialYear],
    ) -> Self:
        cells = _added_up(lines, outlook.expected)
        columns = _columns(cells)
        months = [_month(cells, columns, month) for month in year.months]
        name = in_words(payee.name)
        return cls(
            name=name,
            code=payee.code,
            kind=payee.get_kind_display(),
            year=str(year),
            earlier=_link(payee, [each for each in years if each < year][-1:]),
            later=_link(payee, [each for each in years if each > year][:1]),
            paid=sterling(sum((each.paid for each in months), start=NOTHING)),
            due=sterling(sum((each.due for each in months), start=NOTHING)),
            forecast=sterling(sum((each.forecast for each in months), start=NOTHING)),
            total=sterling(sum((each.total for each in months), start=NOTHING)),
            headings=tuple(_headings(columns, titles)),
            rows=tuple(_row(cells, columns, each, payee) for each in months),
            sums=tuple(_sums(cells, columns, months)),
            chart=Chart.of(months, _described(name, year, months)),
            received=tuple(_received(each) for each in totals),
            year_end=tuple(YearEndCard.of(each) for each in outlook.year_end),
        )


Cells = dict[tuple[Column, Month], _Sum]


def _added_up(lines: Iterable[LineInYear], expected: Iterable[Expected]) -> Cells:
    cells: Cells = {}
    for line in lines:
        cells.setdefault(((line.specification, line.term), line.month), _Sum()).lines.append(line)
    for each in expected:
        place = ((each.specification, each.term), each.month)
        cells.setdefault(place, _Sum()).expected.append(each)
    return cells


def _columns(cells: Cells) -> dict[Column, str]:
    """The terms there is anything under, by specification, and what each is called."""
    titles: dict[Column, str] = {}
    for (column, _), each in sorted(cells.items(), key=lambda cell: cell[0]):
        named = [line.title for line in each.lines if line.title != "Recovery"]
        named += [one.title for one in each.expected if one.title]
        titles[column] = titles.get(column) or next(iter(named), "")
    return {
        column: title or column[1].capitalize()
        for column, title in sorted(titles.items(), key=lambda each: (not each[0][0], each[0]))
    }


def _headings(columns: Mapping[Column, str], titles: Mapping[str, str]) -> Iterable[Heading]:
    by_specification: dict[str, list[str]] = {}
    for (specification, _), title in columns.items():
        by_specification.setdefault(specification, []).append(title)
    for code, terms in by_specification.items():
        yield Heading(titles.get(code, code) if code else "Debts", tuple(terms))


def _month(cells: Cells, columns: Mapping[Column, str], month: Month) -> Amounts:
    found = [cells[column, month] for column in columns if (column, month) in cells]
    return Amounts(
        month,
        paid=sum((each.paid for each in found), start=NOTHING),
        due=sum((each.due for each in found), start=NOTHING),
        forecast=sum((each.forecast for each in found), start=NOTHING),
    )


def _row(
    cells: Cells, columns: Mapping[Column, str], amounts: Amounts, payee: Organisation
) -> MonthRow:
    month = amounts.month
    return MonthRow(
        month=month.name,
        cells=tuple(
            Cell(title, tuple(_pieces(cells.get((column, month), _Sum()), month, payee)))
            for column, title in columns.items()
        ),
        total=sterling(amounts.total),
    )


def _pieces(cell: _Sum, month: Month, payee: Organisation) -> Iterable[Piece]:
    """What a cell says: the net of what was paid, of what is due, and of what is to come."""
    approved = [each for each in cell.lines if each.approved]
    drafted = [each for each in cell.lines if not each.approved]
    if approved:
        yield Piece(
            "paid", sterling(cell.paid), _said("paid", approved, month), _href(approved, payee)
        )
    if drafted:
        yield Piece("due", sterling(cell.due), _said("due", drafted, month), _href(drafted, payee))
    for each in cell.expected:
        said = f"forecast, {each.note}" if each.note else "forecast"
        yield Piece("forecast", sterling(each.amount), said)


def _said(word: str, lines: Sequence[LineInYear], month: Month) -> str:
    """“paid”, “paid in August”, “held”, and what is missing."""
    if all(each.gap for each in lines):
        return "a fact is missing"
    if all(each.held for each in lines):
        return "held"
    runs = list(dict.fromkeys(each.run_month for each in lines if each.amount))
    if not runs or runs == [month]:
        return word
    said = " and ".join(each.word if each.year == month.year else each.name for each in runs)
    return f"{word} in {said}"


def _href(lines: Sequence[LineInYear], payee: Organisation) -> str:
    """To the line, or to the list of them where there are more."""
    if len(lines) == 1:
        return line_href(lines[0].reference)
    return f"{month_href(payee.code, lines[0].month)}#{lines[0].term}"


def _sums(
    cells: Cells, columns: Mapping[Column, str], months: Sequence[Amounts]
) -> Iterable[SumRow]:
    for kind, title in (
        ("paid", "Paid"),
        ("due", "Due"),
        ("forecast", "Forecast"),
        ("total", "Whole year"),
    ):
        by_column = [
            sum(
                (
                    _of_kind(cells[column, each.month], kind)
                    for each in months
                    if (column, each.month) in cells
                ),
                start=NOTHING,
            )
            for column in columns
        ]
        total = sum((getattr(each, kind) for each in months), start=NOTHING)
        said = zip(columns.values(), by_column, strict=True)
        cells_said = tuple(SumCell(heading, sterling(amount)) for heading, amount in said)
        yield SumRow(title, cells_said, sterling(total))


def _of_kind(cell: _Sum, kind: str) -> Decimal:
    if kind == "total":
        return cell.paid + cell.due + cell.forecast
    amount: Decimal = getattr(cell, kind)
    return amount


def _link(payee: Organisation, years: Sequence[FinancialYear]) -> Link | None:
    return Link(str(years[0]), payee_href(payee.code, years[0])) if years else None


def _received(total: PayeeTotal) -> RunReceived:
    run = total.run
    return RunReceived(
        title=str(run),
        href=run_payee_href(run.code, total.payee_code),
        amount=sterling(total.amount),
        approved=by(run.approved_by, run.approved_at) if run.is_approved else "Not approved yet",
    )


def _described(name: str, year: FinancialYear, months: Sequence[Amounts]) -> str:
    said = "; ".join(f"{each.month.word} {sterling(each.total)}" for each in months)
    return f"Payments to {name} for each month of {year}: {said}. The table below has the same."
