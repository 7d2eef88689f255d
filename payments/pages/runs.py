"""The list of payment runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.periods import Month
from commissioning.models import User
from payments.models import PaymentRun
from payments.pages.words import APPROVED, DRAFT, Link, Tag, by, run_href, sterling
from payments.policy import can_prepare_month, prepares_payments


@dataclass(frozen=True, slots=True)
class RunRow:
    title: str
    href: str
    tag: Tag
    total: str
    payees: str
    gaps: str
    held: str
    prepared: str
    approved: str

    @classmethod
    def of(cls, run: PaymentRun) -> Self:
        return cls(
            title=str(run),
            href=run_href(run.code),
            tag=APPROVED if run.is_approved else DRAFT,
            total=sterling(run.total),
            payees=f"{run.summary.get('payees', 0):,}",
            gaps=f"{run.gaps_count:,}",
            held=f"{run.summary.get('held', 0):,}",
            prepared=by(run.prepared_by, run.prepared_at),
            approved=by(run.approved_by, run.approved_at),
        )


@dataclass(frozen=True, slots=True)
class RunsPage:
    """Every run that a person may see, newest first, and which can be prepared next."""

    rows: tuple[RunRow, ...]
    prepare: Link | None
    why_not: str

    @classmethod
    def of(cls, runs: Sequence[PaymentRun], user: User) -> Self:
        last = runs[0] if runs else None
        if not prepares_payments(user):
            return cls(tuple(RunRow.of(each) for each in runs), None, "")
        text, allowed = "Prepare the first run", prepares_payments(user)
        if last is not None:
            following = Month.of(last.month).plus(1)
            text = f"Prepare {following.name}"
            allowed = can_prepare_month(user, following, last=last)
        return cls(
            rows=tuple(RunRow.of(each) for each in runs),
            prepare=Link(text, "/runs/prepare/") if allowed else None,
            why_not=allowed.reason,
        )
