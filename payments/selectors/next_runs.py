"""Which runs can be prepared next."""

from __future__ import annotations

from commissioning.clock import today
from commissioning.domain.periods import Month
from commissioning.models import SpecificationVersion, User
from payments.models import PaymentRun
from payments.policy.runs import can_prepare_month
from payments.selectors.runs import latest_run

A_REASON = "a reason"  # asked for on the form: here it only has to be some text


def runs_to_prepare(user: User) -> list[tuple[str, str]]:
    """What a person may prepare now, as values and words; a supplement's value ends in S."""
    last = latest_run()
    return [
        (f"{month}{'S' if supplementary else ''}", words)
        for month, supplementary, words in _candidates(last)
        if can_prepare_month(user, month, last=last, supplementary=supplementary, reason=A_REASON)
    ]


def _candidates(last: PaymentRun | None) -> list[tuple[Month, bool, str]]:
    if last is None:
        return [(month, False, month.name) for month in _months_so_far()]
    month = Month.of(last.month)
    if not last.is_approved:
        return [(month, bool(last.supplement), f"{last}, again")]
    following = month.plus(1)
    return [
        (following, False, following.name),
        (month, True, f"A supplementary run for {month.name}"),
    ]


def _months_so_far() -> list[Month]:
    """Every month that an approved specification has covered, the newest first."""
    approved = SpecificationVersion.objects.filter(approved_at__isnull=False)
    first = approved.order_by("period_from").values_list("period_from", flat=True).first()
    if first is None:
        return []
    return sorted(Month.of(first).through(Month.of(today())), reverse=True)
