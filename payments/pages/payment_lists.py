"""Rows of the lists of runs, payees and lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import Month
from commissioning.models import Organisation
from commissioning.web.lists import Cell, Row
from payments.models import PayeeTotal, PaymentLine, PaymentRun
from payments.pages.claim_lists import money
from payments.pages.words import (
    APPROVED,
    DRAFT,
    HELD,
    MISSING,
    by,
    joined,
    line_href,
    payee_href,
    run_href,
    run_payee_href,
)
from payments.selectors.lines import line_reference
from payments.selectors.listing import amount_of


def run_row(run: PaymentRun) -> Row:
    tag = APPROVED if run.is_approved else DRAFT
    return Row(
        (
            Cell(str(run), href=run_href(run.code)),
            Cell(tag.text, tag=tag.colour),
            money(run.total),
            int(run.summary.get("payees", 0)),
            run.gaps_count,
            int(run.summary.get("held", 0)),
            by(run.prepared_by, run.prepared_at),
            by(run.approved_by, run.approved_at) or "Nobody yet",
        )
    )


def payee_row(payee: Organisation) -> Row:
    amount = amount_of(payee)
    return Row(
        (
            Cell(in_words(payee.name), href=payee_href(payee.code)),
            payee.code,
            payee.get_kind_display(),
            "Not in it" if amount is None else money(amount),
        )
    )


def total_row(run: PaymentRun, total: PayeeTotal) -> Row:
    notes = [
        counted(total.gaps_count, "fact") + " missing" if total.gaps_count else "",
        counted(total.held_count, "line") + " held" if total.held_count else "",
    ]
    return Row(
        (
            Cell(in_words(total.payee_name), href=run_payee_href(run.code, total.payee_code)),
            total.payee_code,
            total.lines_count,
            joined(notes),
            money(total.amount),
        )
    )


def line_rows(
    lines: Sequence[PaymentLine],
    *,
    why: Callable[[PaymentLine], str],
    names: Mapping[str, str],
    titles: Mapping[str, str],
) -> list[Row]:
    """Lines of a payee in a run, each with the sentence that explains it."""
    rows = []
    for line in lines:
        calculation = line.calculation
        code = calculation.for_code if calculation.for_code != calculation.payee_code else ""
        whom = in_words(names.get(code, code))
        title = f"{calculation.title}, {whom}" if whom else calculation.title
        specification = calculation.specification_code
        tag = MISSING if calculation.gap else HELD if line.held else None
        rows.append(
            Row(
                (
                    Cell(
                        title,
                        href=line_href(line_reference(line)),
                        said=titles.get(specification, specification) or "Debts",
                    ),
                    Cell(Month.of(line.for_month).name, value=line.for_month),
                    Cell(line.get_kind_display(), said=tag.text if tag else ""),
                    why(line),
                    money(line.amount),
                )
            )
        )
    return rows
