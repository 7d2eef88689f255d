"""What finance does after a run is approved, and what it decides and agrees."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from commissioning.clock import today
from commissioning.domain.periods import Month
from commissioning.models import Organisation, User
from payments.actions.confirmations import ConfirmationRow, keep_confirmations
from payments.actions.decisions import record_decisions
from payments.actions.recoveries import propose_plan
from payments.actions.sent_payments import reissue_line, send_run
from payments.engine.decision_rows import DecisionRow
from payments.exports.downloads import payer_file
from payments.models import Decision
from payments.selectors.lines import line_by_reference
from payments.selectors.runs import run_by_code


def send(*, run: str, payer: str, by: User) -> None:
    """Download the payer's file of a run, and mark it as sent."""
    found = run_by_code(run)
    made = payer_file(found, by)
    send_run(run=found, sha256=sha256(made).hexdigest(), payer=payer, by=by)


def confirm(
    *,
    by: User,
    run: str = "",
    rejected: Mapping[str, str] | None = None,
    lines: list[str] | None = None,
) -> None:
    """Keep the payer's answers: every line of a run paid but those rejected; or single lines."""
    rejected = rejected or {}
    sent = (
        _sent(run, by) if run else [(each, line_by_reference(each).amount) for each in lines or ()]
    )
    rows = [
        ConfirmationRow(
            line=number,
            reference=reference,
            amount=amount,
            outcome="rejected" if reference in rejected else "paid",
            paid_on=today(),
            reason=rejected.get(reference, ""),
        )
        for number, (reference, amount) in enumerate(sent, 2)
    ]
    name = f"payer-{run or rows[0].reference.split('/')[0]}-{today():%Y%m%d}.csv"
    digest = sha256(repr(rows).encode()).hexdigest()
    keep_confirmations(rows=rows, file_name=name, sha256=digest, by=by)


def _sent(run: str, by: User) -> list[tuple[str, Decimal]]:
    text = payer_file(run_by_code(run), by).decode()
    return [(row["reference"], Decimal(row["amount"])) for row in csv.DictReader(io.StringIO(text))]


def send_again(*, line: str, reason: str, by: User) -> None:
    reissue_line(line=line_by_reference(line), reason=reason, by=by)


def decide(
    *,
    by: User,
    organisation: str,
    specification: str,
    kind: str,
    reason: str,
    decided_by: str,
    subject: str = "",
    outcome: str = "agreed",
    start: date | None = None,
    end: date | None = None,
    figure: str = "",
) -> None:
    """Decide something about one payee's payments."""
    row = DecisionRow(
        line=None,
        organisation_code=organisation,
        specification=specification,
        kind=Decision.Kind(kind),
        subject=subject,
        outcome=Decision.Outcome(outcome),
        starts_on=start,
        ends_on=end,
        figure=Decimal(figure) if figure else None,
        reason=reason,
        decided_by=decided_by,
        decided_on=today(),
    )
    record_decisions(rows=[row], by=by)


def plan(
    *, by: User, payee: str, amount: str, first: str, months: int, agreed_with: str, reason: str
) -> None:
    """Propose to take a payee's debt back in parts."""
    propose_plan(
        payee=Organisation.objects.get(code=payee),
        amount=Decimal(amount),
        first=Month.parse(first),
        months=months,
        agreed_with=agreed_with,
        reason=reason,
        by=by,
    )


DEEDS: dict[str, Callable[..., Any]] = {
    "send run": send,
    "keep payer's answers": confirm,
    "send line again": send_again,
    "decide": decide,
    "propose recovery plan": plan,
}
