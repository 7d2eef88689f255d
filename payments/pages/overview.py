"""What a run comes to and what changed: the top of its page, and of the page to approve it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.periods import Month, written
from commissioning.web.addresses import address
from commissioning.web.components import Tag
from commissioning.web.lists import Table
from payments.models import PaymentRun, RunChange, Sending
from payments.pages.changes import COLUMNS_OF_CHANGES, change_cells
from payments.pages.words import (
    APPROVED,
    DRAFT,
    ActionLink,
    HeadlineFigure,
    by,
    run_href,
    sterling,
)
from payments.selectors.changes import Largest

NO_SPECIFICATION = "Debts carried forward or taken back"


@dataclass(frozen=True, slots=True)
class RunChanges:
    """What differs from another working of the run: the largest differences, and where all are."""

    table: Table
    more: ActionLink | None

    @classmethod
    def of(cls, run: PaymentRun, since: str, number: int, rows: Sequence[RunChange]) -> Self:
        again = since == RunChange.Since.PREPARATION
        before = f"{Month.of(run.month).plus(-1).name}"
        title = f"Since the last preparation (this is number {run.preparations})"
        none = "Nothing differs by more than a penny, or there is no earlier run to compare with."
        named = "the last preparation" if again else before
        link = ActionLink(
            f"{counted(number, 'change')} since {named}: search, sort and save",
            address("payments:run_changes", code=run.code, query={"since": since}),
        )
        table = Table(
            title if again else f"Since {before}",
            COLUMNS_OF_CHANGES,
            [change_cells(run, run_change) for run_change in rows],
            none="Nothing changed when it was prepared again." if again else none,
        )
        return cls(table, link if rows else None)


@dataclass(frozen=True, slots=True)
class SpecificationRow:
    title: str
    lines: str
    amount: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands at the top of a run's page, and of the page to approve it."""

    code: str
    title: str
    href: str
    tag: Tag
    total: str
    extent: str
    figures: tuple[HeadlineFigure, ...]
    facts: tuple[tuple[str, str], ...]
    specifications: tuple[SpecificationRow, ...]
    changes: tuple[RunChanges, ...]

    @classmethod
    def of(
        cls,
        run: PaymentRun,
        titles: Mapping[str, str],
        *,
        links: bool = True,
        sending: Sending | None = None,
        changes: Largest | None = None,
    ) -> Self:
        summary = run.summary
        here = run_href(run.code)
        gaps, held = run.gaps_count, summary.get("held", 0)
        rows = sorted(summary.get("specifications", {}).items(), key=lambda row: (not row[0], row))
        payees = counted(summary.get("payees", 0), "payee")
        return cls(
            code=run.code,
            title=str(run),
            href=here,
            tag=APPROVED if run.is_approved else DRAFT,
            total=sterling(run.total),
            extent=f"to {payees}, in {counted(run.lines_count, 'line')}",
            figures=(
                HeadlineFigure(
                    "Payees", f"{summary.get('payees', 0):,}", f"{here}#payees" if links else ""
                ),
                HeadlineFigure("Lines", f"{run.lines_count:,}"),
                HeadlineFigure(
                    "Facts missing", f"{gaps:,}", f"{here}#missing" if gaps and links else ""
                ),
                HeadlineFigure("Lines held", f"{held:,}", f"{here}#held" if held and links else ""),
            ),
            facts=_facts_about(run, sending),
            specifications=tuple(
                SpecificationRow(
                    titles.get(code, code) if code else NO_SPECIFICATION,
                    f"{totals['lines']:,}",
                    sterling(Decimal(totals["amount"])),
                )
                for code, totals in rows
            ),
            changes=tuple(
                RunChanges.of(run, since, *largest) for since, largest in (changes or {}).items()
            ),
        )


def _facts_about(run: PaymentRun, sending: Sending | None) -> tuple[tuple[str, str], ...]:
    """Who prepared, approved and sent a run, and why a supplement was made."""
    facts = [
        ("Prepared by", by(run.prepared_by, run.prepared_at)),
        ("Approved by", by(run.approved_by, run.approved_at) or "Nobody yet"),
    ]
    if sending is not None:
        facts.append(("Sent to the payer", _sent(sending)))
    elif run.is_approved:
        facts.append(("Sent to the payer", "Not marked as sent yet"))
    if run.reason:
        facts.insert(0, ("Why there is a supplement", run.reason))
    return tuple(facts)


def _sent(sending: Sending) -> str:
    return f"{sending.payer}, by {sending.sent_by} on {written(sending.sent_on)}"
