"""Reading payment runs."""

from __future__ import annotations

import re

from commissioning.domain.periods import Month
from commissioning.models import Organisation
from commissioning.specifications.publishing.selectors import approved_versions, parsed
from payments.models import PaymentRun
from practices.models import Membership


def latest_run() -> PaymentRun | None:
    """The newest run, in the order they are made."""
    return PaymentRun.objects.order_by("-month", "-supplement").first()


def latest_approved_month() -> Month | None:
    """The month of the newest approved run: what is decided now counts from the one after."""
    approved = PaymentRun.objects.filter(status=PaymentRun.Status.APPROVED)
    run = approved.order_by("-month").defer("changes").first()
    return Month.of(run.month) if run else None


def payees_expected() -> int:
    """About how many payees the next run goes through: who is ours, or was paid last."""
    commissioners = {parsed(version).commissioner for version in approved_versions()}
    ours = Membership.objects.filter(
        group__code__in=commissioners, group_kind=Organisation.Kind.COMMISSIONER
    )
    last = PaymentRun.objects.order_by("-month", "-supplement").values_list("summary", flat=True)
    paid: int = (last.first() or {}).get("payees", 0)
    return max(ours.values("member").distinct().count(), paid)


def last_regular_before(run: PaymentRun) -> PaymentRun | None:
    """The regular run before this one, to compare with."""
    return PaymentRun.objects.filter(month__lt=run.month, supplement=0).order_by("-month").first()


def run_by_code(code: str) -> PaymentRun:
    """Find 2020-06, or 2020-06-S1. Raises ValueError saying what there is."""
    match = re.fullmatch(r"(\d{4}-\d{2})(?:-S(\d+))?", code.strip())
    if not match:
        message = f"“{code}” is not a run: write 2020-06, or 2020-06-S1 for a supplement"
        raise ValueError(message)
    month = Month.parse(match[1])
    run = PaymentRun.objects.filter(month=month.first, supplement=int(match[2] or 0)).first()
    if run is None:
        made = ", ".join(
            payment_run.code for payment_run in PaymentRun.objects.order_by("month", "supplement")
        )
        message = f"There is no run {code}; there is {made or 'none yet'}"
        raise ValueError(message)
    return run
