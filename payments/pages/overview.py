"""What a run comes to and what changed: the top of its page, and of the page to approve it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import Month, written
from payments.models import PaymentRun, Sending
from payments.pages.words import (
    APPROVED,
    DRAFT,
    Figure,
    Tag,
    by,
    change,
    counted,
    joined,
    run_href,
    run_payee_href,
    sterling,
)

MOST_CHANGES = 50  # the largest are shown; the schedule has every line
NO_SPECIFICATION = "Debts carried forward or taken back"


@dataclass(frozen=True, slots=True)
class Changed:
    """A payee's amount under one term, before and after, and the fact that moved it."""

    payee: str
    code: str
    href: str
    what: str
    before: str
    after: str
    difference: str
    cause: str

    @classmethod
    def of(cls, run: PaymentRun, row: Mapping[str, Any]) -> Self:
        where = "" if row["for_code"] == row["payee"] else row["for_code"]
        month = "" if row["month"] == run.code else row["month"]
        return cls(
            payee=in_words(row["name"]),
            code=row["payee"],
            href=run_payee_href(run.code, row["payee"]),
            what=joined([row["term"].replace("-", " ").capitalize(), where, month]),
            before=sterling(Decimal(row["before"])),
            after=sterling(Decimal(row["after"])),
            difference=change(Decimal(row["difference"])),
            cause=row["cause"],
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from another working of the run, the largest differences first."""

    title: str
    none: str
    rows: tuple[Changed, ...]
    left_out: str

    @classmethod
    def of(cls, run: PaymentRun, title: str, none: str, rows: Sequence[Mapping[str, Any]]) -> Self:
        largest = sorted(rows, key=lambda row: -abs(Decimal(row["difference"])))
        more = len(rows) - MOST_CHANGES
        return cls(
            title=title,
            none=none,
            rows=tuple(Changed.of(run, row) for row in largest[:MOST_CHANGES]),
            left_out=f"{counted(more, 'smaller change')} not listed here" if more > 0 else "",
        )


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
    figures: tuple[Figure, ...]
    facts: tuple[tuple[str, str], ...]
    specifications: tuple[SpecificationRow, ...]
    changes: tuple[Changes, ...]

    @classmethod
    def of(
        cls,
        run: PaymentRun,
        titles: Mapping[str, str],
        *,
        links: bool = True,
        sending: Sending | None = None,
    ) -> Self:
        summary = run.summary
        here = run_href(run.code)
        gaps, held = run.gaps_count, summary.get("held", 0)
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
                Figure(
                    "Payees", f"{summary.get('payees', 0):,}", f"{here}#payees" if links else ""
                ),
                Figure("Lines", f"{run.lines_count:,}"),
                Figure("Facts missing", f"{gaps:,}", f"{here}#missing" if gaps and links else ""),
                Figure("Lines held", f"{held:,}", f"{here}#held" if held and links else ""),
            ),
            facts=tuple(facts),
            specifications=tuple(
                SpecificationRow(
                    titles.get(code, code) if code else NO_SPECIFICATION,
                    f"{each['lines']:,}",
                    sterling(Decimal(each["amount"])),
                )
                for code, each in rows
            ),
            changes=_changes(run),
        )


def _sent(sending: Sending) -> str:
    return f"{sending.payer}, by {sending.sent_by} on {written(sending.sent_on)}"


def _changes(run: PaymentRun) -> tuple[Changes, ...]:
    found = []
    if "preparation" in run.changes:
        title = f"Since the last preparation (this is number {run.preparations})"
        none = "Nothing changed when it was prepared again."
        found.append(Changes.of(run, title, none, run.changes["preparation"]))
    before = Month.of(run.month).plus(-1).name
    none = "Nothing differs by more than a penny, or there is no earlier run to compare with."
    found.append(Changes.of(run, f"Since {before}", none, run.changes.get("month", [])))
    return tuple(found)
