"""A year's outturn by specification against its budget, and the totals that everybody may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, written
from commissioning.specifications.publishing.cards import specification_href
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Column, Table
from payments.models import Budget
from payments.pages.words import HeadlineFigure, sterling
from payments.rules.outturns import Outturn, Outturns, added_up
from payments.selectors.forecasts import FEW, MonthTotal

MONEY = (
    "Budget",
    "Paid",
    "Due, in a draft run",
    "Expected",
    "Achievement, if every condition is met",
    "Outturn",
    "Left of the budget",
    "Held, not counted",
)


def budget_href(year: FinancialYear, code: str) -> str:
    return address("payments:budget", year=year, code=code)


@dataclass(frozen=True, slots=True)
class ForecastPage:
    """What a year will come to, by specification, against what is set aside."""

    year: str
    figures: tuple[HeadlineFigure, ...]
    table: Table
    terms: Table
    too_many: bool

    @classmethod
    def of(
        cls,
        year: FinancialYear,
        year_outturns: Outturns | None,
        drafts: Mapping[str, Decimal],
        budgets: Mapping[str, Budget],
        titles: Mapping[str, str],
    ) -> Self:
        outturns = year_outturns or {}
        by_code: dict[str, Outturn] = {}
        for code in sorted({key[0] for key in outturns} | set(budgets)):
            by_code[code] = added_up({k: v for k, v in outturns.items() if k[0] == code})
        whole = added_up(outturns)
        budget = sum(
            (specification_budget.amount for specification_budget in budgets.values()),
            start=NOTHING,
        )
        return cls(
            year=str(year),
            figures=(
                HeadlineFigure("Outturn of the year", sterling(whole.total)),
                HeadlineFigure("Budget", sterling(budget) if budgets else "Not set"),
                HeadlineFigure(
                    "Left of the budget", sterling(budget - whole.total) if budgets else "–"
                ),
            ),
            table=Table(
                f"Forecast of {year} against budget",
                (Column("Specification"), *(Column(heading, numeric=True) for heading in MONEY)),
                [
                    _row(year, code, outturn, drafts.get(code, NOTHING), budgets.get(code), titles)
                    for code, outturn in by_code.items()
                ],
                none=f"Nothing is paid in {year}, and no budget is set.",
            ),
            terms=_terms(outturns, titles),
            too_many=year_outturns is None,
        )


def _row(
    year: FinancialYear,
    code: str,
    outturn: Outturn,
    due: Decimal,
    budget: Budget | None,
    titles: Mapping[str, str],
) -> list[Cell | str]:
    left = budget.amount - outturn.total if budget else None
    words = f"set by {budget.set_by}, {written(budget.set_on)}" if budget else ""
    return [
        Cell(titles.get(code, code), specification_href(code)),
        Cell(sterling(budget.amount) if budget else "Not set", budget_href(year, code), said=words),
        sterling(outturn.paid),
        sterling(due),
        sterling(outturn.to_pay - due),
        sterling(outturn.if_met),
        sterling(outturn.total),
        "" if left is None else Cell(sterling(left), tag="red" if left < 0 else ""),
        sterling(outturn.held),
    ]


def _terms(outturns: Outturns, titles: Mapping[str, str]) -> Table:
    sums: dict[tuple[str, str], Outturn] = defaultdict(Outturn)
    for key, outturn in outturns.items():
        whole = sums[key[:2]]
        whole.title = whole.title or (outturn.title if outturn.title != "Recovery" else "")
        whole.paid += outturn.paid
        whole.to_pay += outturn.to_pay
        whole.if_met += outturn.if_met
    return Table(
        "By payment",
        (
            Column("Payment"),
            Column("Paid", numeric=True),
            Column("Due and expected", numeric=True),
            Column("If every condition is met", numeric=True),
            Column("Outturn", numeric=True),
        ),
        [
            (
                Cell(term_outturn.title or term.capitalize(), said=titles.get(code, code)),
                sterling(term_outturn.paid),
                sterling(term_outturn.to_pay),
                sterling(term_outturn.if_met),
                sterling(term_outturn.total),
            )
            for (code, term), term_outturn in sorted(sums.items())
        ],
    )


def budgets_table(budgets: Sequence[Budget]) -> Table:
    """Every budget that was set for a specification and year."""
    return Table(
        "What was set before, the newest first",
        (Column("Budget", numeric=True), Column("Set on"), Column("Set by"), Column("Note")),
        [
            (sterling(budget.amount), written(budget.set_on), str(budget.set_by), budget.note)
            for budget in budgets
        ],
        hidden=False,
        none="No budget was set yet.",
    )


@dataclass(frozen=True, slots=True)
class TotalsPage:
    """What approved runs paid all payees together, by specification and month."""

    year: str
    tables: tuple[Table, ...]

    @classmethod
    def of(
        cls, year: FinancialYear, month_totals: Sequence[MonthTotal], titles: Mapping[str, str]
    ) -> Self:
        by_code: dict[str, list[MonthTotal]] = defaultdict(list)
        for month_total in month_totals:
            by_code[month_total.specification].append(month_total)
        return cls(
            year=str(year),
            tables=tuple(
                Table(
                    titles.get(code, code),
                    (
                        Column("For the month"),
                        Column("Paid", numeric=True),
                        Column("Payees", numeric=True),
                    ),
                    [_total(month_total) for month_total in rows],
                    hidden=False,
                )
                for code, rows in by_code.items()
            ),
        )


def _total(month_total: MonthTotal) -> tuple[str, str, str]:
    """A month's total, unless it would tell what a single practice is paid."""
    if month_total.payees < FEW:
        return (month_total.month.name, "Not shown", f"Fewer than {FEW}")
    return (month_total.month.name, sterling(month_total.amount), f"{month_total.payees:,}")
