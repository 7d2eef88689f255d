"""A payee's financial year: each month and term paid, due or forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import FinancialYear
from commissioning.models import Organisation
from commissioning.web.charts import BarChart
from payments.engine.outlook import Outlook
from payments.models import PayeeTotal
from payments.pages.chart import Amounts, months_chart
from payments.pages.grid import Grid
from payments.pages.words import (
    ActionLink,
    HeadlineFigure,
    by,
    payee_href,
    run_payee_href,
    statement_href,
    sterling,
)
from payments.pages.year_end import YearEndCard
from payments.selectors.payees import LineInYear


@dataclass(frozen=True, slots=True)
class RunReceived:
    """What one run came to for the payee: what its bank statement shows."""

    title: str
    href: str
    amount: str
    approved: str
    statement: str

    @classmethod
    def of(cls, total: PayeeTotal, *, drafts: bool) -> Self:
        run = total.run
        done = by(run.approved_by, run.approved_at)
        return cls(
            title=str(run),
            href=run_payee_href(run.code, total.payee_code),
            amount=sterling(total.amount),
            approved=done if run.is_approved else "Not approved yet",
            statement=statement_href(total.payee_code, run.code)
            if run.is_approved or drafts
            else "",
        )


@dataclass(frozen=True, slots=True)
class YearPage:
    """Everything on the page of one payee's financial year."""

    name: str
    code: str
    kind: str
    year: str
    figures: tuple[HeadlineFigure, ...]
    grid: Grid
    chart: BarChart
    received: tuple[RunReceived, ...]
    year_end: tuple[YearEndCard, ...]
    earlier: ActionLink | None
    later: ActionLink | None

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
        drafts: bool,
    ) -> Self:
        """`drafts`: statements of draft runs are given out too."""
        grid = Grid.of(year, lines, outlook.expected, titles)
        name = in_words(payee.name)
        return cls(
            name=name,
            code=payee.code,
            kind=payee.get_kind_display(),
            year=str(year),
            figures=(
                HeadlineFigure("Paid so far", grid.total("paid")),
                HeadlineFigure("Due, in a draft run", grid.total("due")),
                HeadlineFigure("Forecast", grid.total("forecast")),
                HeadlineFigure("Whole year", grid.total("total")),
            ),
            grid=grid,
            chart=months_chart(grid.months, _described(name, year, grid.months)),
            received=tuple(RunReceived.of(total, drafts=drafts) for total in totals),
            year_end=tuple(YearEndCard.of(year_end) for year_end in outlook.year_end),
            earlier=_link(
                payee, [earlier_year for earlier_year in years if earlier_year < year][-1:]
            ),
            later=_link(payee, [later_year for later_year in years if later_year > year][:1]),
        )


def _link(payee: Organisation, years: Sequence[FinancialYear]) -> ActionLink | None:
    return ActionLink(str(years[0]), payee_href(payee.code, years[0])) if years else None


def _described(name: str, year: FinancialYear, months: Sequence[Amounts]) -> str:
    text = "; ".join(
        f"{month_amounts.month.word} {sterling(month_amounts.total)}" for month_amounts in months
    )
    return f"Payments to {name} for each month of {year}: {text}. The table below has the same."
