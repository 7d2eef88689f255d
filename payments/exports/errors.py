"""Why an export could not be made, in words for the person who asked for it."""

from __future__ import annotations

from commissioning.domain.money import pounds
from commissioning.web.pdf import ExportError
from payments.models import PaymentRun

__all__ = ["ExportError", "not_reconciled"]


def not_reconciled(run: PaymentRun, amount: object, lines: int) -> ExportError:
    """The lines read are not the run's: a draft was prepared anew meanwhile."""
    return ExportError(
        f"The lines read come to {amount} in {lines:,} lines, the run of {run.code} to"
        f" {pounds(run.total)} in {run.lines_count:,}: it was prepared again meanwhile. Export it"
        " once more"
    )
