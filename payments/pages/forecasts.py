"""A year's outturn by specification against its budget, and the totals that everybody may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, written
from commissioning.lists import Cell, Column, Table
from commissioning.pages.specifications import specification_href
from payments.models import Budget
from payments.pages.words import Figure, sterling
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
    return f"/forecast/{year}/{code}/"


@dataclass(frozen=True, slots=True)
class ForecastPage:
    """What a year will come to, by specification, against what is set aside."""

    year: str
    figures: tuple[Figure, ...]
    table: Table
    terms: Table
    too_many: bool

    @classmethod
    def of(
        cls,
        year: FinancialYear,
        found: Outturns | None,
        drafts: Mapping[str, Decimal],
        budgets: Mapping[str, Budget],
        titles: Mapping[str, str],
    ) -> Self:
        outturns = found or {}
        by_code: dict[str, Outturn] = {}
        for code in sorted({key[0] for key in outturns} | set(budgets)):
            by_code[code] = added_up({k: v for k, v in outturns.items() if k[0] == code})
        whole = added_up(outturns)
        budget = sum((each.amount for each in budgets.values()), start=NOTHING)
        return cls(
            year=str(year),
            figures=(
                Figure("Outturn of the year", sterling(whole.total)),
                Figure("Budget", sterling(budget) if budgets else "Not set"),
                Figure("Left of the budget", sterling(budget - whole.total) if budgets else "–"),
            ),
            table=Table(
                f"Forecast of {year} against budget",
                (Column("Specification"), *(Column(each, numeric=True) for each in MONEY)),
                [
                    _row(year, code, each, drafts.get(code, NOTHING), budgets.get(code), titles)
                    for code, each in by_code.items()
                ],
                none=f"Nothing is paid in {year}, and no budget is set.",
            ),
            terms=_terms(outturns, titles),
            too_many=found is None,
        )


def _row(
    year: FinancialYear,
    code: str,
    each: Outturn,
    due: Decimal,
    budget: Budget | None,
    titles: Mapping[str, str],
) -> list[Cell | str]:
    left = budget.amount - each.total if budget else None
    said = f"set by {budget.set_by}, {written(budget.set_on)}" if budget else ""
    return [
        Cell(titles.get(code, code), specification_href(code)),
        Cell(sterling(budget.amount) if budget else "Not set", budget_href(year, code), said=said),
        sterling(each.paid),
        sterling(due),
        sterling(each.to_pay - due),
        sterling(each.if_met),
        sterling(each.total),
        "" if left is None else Cell(sterling(left), tag="red" if left < 0 else ""),
        sterling(each.held),
    ]


def _terms(outturns: Outturns, titles: Mapping[str, str]) -> Table:
    sums: dict[tuple[str, str], Outturn] = defaultdict(Outturn)
    for key, each in outturns.items():
        whole = sums[key[:2]]
        whole.title = whole.title or (each.title if each.title != "Recovery" else "")
        whole.paid += each.paid
        whole.to_pay += each.to_pay
        whole.if_met += each.if_met
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
                Cell(each.title or term.capitalize(), said=titles.get(code, code)),
                sterling(each.paid),
                sterling(each.to_pay),
                sterling(each.if_met),
                sterling(each.total),
            )
            for (code, term), each in sorted(sums.items())
        ],
    )


def budgets_table(budgets: Sequence[Budget]) -> Table:
    """Every budget that was set for a specification and year."""
    return Table(
        "What was set before, the newest first",
        (Column("Budget", numeric=True), Column("Set on"), Column("Set by"), Column("Note")),
        [
            (sterling(each.amount), written(each.set_on), str(each.set_by), each.note)
            for each in budgets
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
        cls, year: FinancialYear, found: Sequence[MonthTotal], titles: Mapping[str, str]
    ) -> Self:
        by_code: dict[str, list[MonthTotal]] = defaultdict(list)
        for each in found:
            by_code[each.specification].append(each)
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
                    [_total(each) for each in rows],
                    hidden=False,
                )
                for code, rows in by_code.items()
            ),
        )


def _total(each: MonthTotal) -> tuple[str, str, str]:
    """A month's total, unless it would tell what a single practice is paid."""
    if each.payees < FEW:
        return (each.month.name, "Not shown", f"Fewer than {FEW}")
    return (each.month.name, sterling(each.amount), f"{each.payees:,}")
