"""Several lines of one payee on a page: a run's, or a month's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.money import NOTHING
from commissioning.domain.names import in_words
from commissioning.domain.periods import Month
from commissioning.models import Organisation
from commissioning.web.components import Tag
from payments.models import PaymentLine, PaymentRun
from payments.pages.words import (
    APPROVED,
    DRAFT,
    HELD,
    MISSING,
    ActionLink,
    line_href,
    payee_href,
    statement_href,
    sterling,
)
from payments.selectors.lines import line_reference


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line with the sentence that explains it."""

    title: str
    href: str
    month: str
    run: str
    kind: str
    for_whom: str
    amount: str
    why: str
    tag: Tag | None

    @classmethod
    def of(cls, line: PaymentLine, why: str, names: Mapping[str, str]) -> Self:
        calculation = line.calculation
        code = calculation.for_code if calculation.for_code != calculation.payee_code else ""
        return cls(
            title=calculation.title,
            href=line_href(line_reference(line)),
            month=Month.of(line.for_month).name,
            run=str(calculation.run),
            kind=line.get_kind_display(),
            for_whom=in_words(names.get(code, code)),
            amount=sterling(line.amount),
            why=why,
            tag=MISSING if calculation.gap else HELD if line.held else None,
        )


@dataclass(frozen=True, slots=True)
class LineGroup:
    """The lines under one specification or term, and what they come to."""

    title: str
    anchor: str
    rows: tuple[LineRow, ...]
    total: str


Explained = Sequence[tuple[PaymentLine, str]]  # a line, and why it is what it is


def _total(lines: Explained) -> Decimal:
    return sum((line.amount for line, _ in lines), start=NOTHING)


def _groups(
    lines: Explained, anchors: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> Iterable[LineGroup]:
    """Lines grouped by a title and an anchor, given for each line in turn."""
    groups: dict[tuple[str, str], list[tuple[PaymentLine, str]]] = {}
    for line, place in zip(lines, anchors, strict=True):
        groups.setdefault(place, []).append(line)
    for (title, anchor), group in groups.items():
        rows = tuple(LineRow.of(line, why, names) for line, why in group)
        yield LineGroup(title, anchor, rows, sterling(_total(group)))


@dataclass(frozen=True, slots=True)
class RunPayeePage:
    """What a run pays to one payee, above the list of its lines: the statement on the screen."""

    name: str
    code: str
    tag: Tag
    title: str
    total: str
    extent: str
    sums: tuple[tuple[str, str, str], ...]  # by specification: title, lines and pounds
    year: ActionLink
    statement: ActionLink
    shows_run: bool

    @classmethod
    def of(
        cls,
        run: PaymentRun,
        payee: Organisation,
        sums: Sequence[tuple[str, int, Decimal]],
        *,
        titles: Mapping[str, str],
        shows_run: bool,
        states: bool,
    ) -> Self:
        year = Month.of(run.month).financial_year
        number = sum(lines for _, lines, _ in sums)
        return cls(
            name=in_words(payee.name),
            code=payee.code,
            tag=APPROVED if run.is_approved else DRAFT,
            title=str(run),
            total=sterling(sum((amount for _, _, amount in sums), start=NOTHING)),
            extent=f"in {counted(number, 'line')}",
            sums=tuple(
                (titles.get(code, code) if code else "Debts", f"{lines:,}", sterling(amount))
                for code, lines, amount in sums
            ),
            year=ActionLink(f"Year {year}", payee_href(payee.code, year)),
            statement=ActionLink(
                "Statement (PDF)" if run.is_approved else "Statement, marked as a draft (PDF)",
                statement_href(payee.code, run.code) if states else "",
            ),
            shows_run=shows_run,
        )


@dataclass(frozen=True, slots=True)
class MonthPage:
    """Every line for one month of a payee, whichever run it is in."""

    name: str
    code: str
    month: str
    total: str
    groups: tuple[LineGroup, ...]
    year: ActionLink

    @classmethod
    def of(
        cls, payee: Organisation, month: Month, lines: Explained, names: Mapping[str, str]
    ) -> Self:
        year = month.financial_year
        named = {
            line.calculation.term: line.calculation.title
            for line, _ in reversed(lines)
            if line.calculation.title != "Recovery"
        }
        terms = [line.calculation.term for line, _ in lines]
        places = [(named.get(term, term.capitalize()), term) for term in terms]
        return cls(
            name=in_words(payee.name),
            code=payee.code,
            month=month.name,
            total=sterling(_total(lines)),
            groups=tuple(_groups(lines, places, names)),
            year=ActionLink(f"Year {year}", payee_href(payee.code, year)),
        )
