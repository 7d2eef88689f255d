"""What stands beside the list of payment runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from commissioning.domain.periods import Month
from commissioning.models import User
from commissioning.web.addresses import address
from payments.models import PaymentRun
from payments.pages.words import ActionLink
from payments.policy.runs import can_prepare_month, prepares_payments


@dataclass(frozen=True, slots=True)
class RunsPage:
    """Which run can be prepared next, or why none can."""

    prepare: ActionLink | None
    why_not: str

    @classmethod
    def of(cls, last: PaymentRun | None, user: User) -> Self:
        allowed = prepares_payments(user)
        if not allowed:
            return cls(None, "")
        text = "Prepare the first run"
        if last is not None:
            following = Month.of(last.month).plus(1)
            text = f"Prepare {following.name}"
            allowed = can_prepare_month(user, following, last=last)
        return cls(
            ActionLink(text, address("payments:run_prepare")) if allowed else None, allowed.reason
        )
