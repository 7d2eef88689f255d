"""What every export says of the run it is made from."""

from __future__ import annotations

from payments.exports.words import moment_said
from payments.models import PaymentRun

DRAFT = "DRAFT, not approved: nothing may be paid from it"
DEMO = (
    "Demonstration: the organisations and the published figures are real; what they answered,"
    " counted, sent and claimed is invented"
)
ROUNDING = (
    "Amounts are rounded to the penny, half a penny upwards. A yearly amount is paid in twelve"
    " instalments such that what is due by the end of each month is the rounded share of the year:"
    " instalments differ by a penny at most and come to the yearly amount exactly."
)


def demo_note(*, demo: bool) -> str:
    """The line that every page of the demo carries."""
    return DEMO if demo else ""


def prepared(run: PaymentRun) -> str:
    """Who prepared a run, and when."""
    return f"by {run.prepared_by} on {moment_said(run.prepared_at)}"


def approved(run: PaymentRun) -> str:
    """Who approved a run, and when; nothing while nobody has."""
    if run.approved_at is None:
        return ""
    return f"by {run.approved_by} on {moment_said(run.approved_at)}"


def about(run: PaymentRun) -> list[str]:
    """Where a run stands, and the hash that its lines can be told by."""
    notes = [] if run.is_approved else [DRAFT]
    if run.supplement:
        notes.append(f"Supplementary run: {run.reason}")
    notes.append(f"Prepared {prepared(run)}")
    if run.is_approved:
        notes.append(f"Approved {approved(run)}")
    notes.append(f"SHA-256 of the lines: {run.sha256}")
    return notes
