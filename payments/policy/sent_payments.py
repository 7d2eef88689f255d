"""Who sends approved runs to the payer, and who keeps what the payer answers."""

from __future__ import annotations

from commissioning.domain.periods import written
from commissioning.models import Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import holds, only
from payments.models import PaymentRun, Sending

sends_payments = only(Role.FINANCE, reason="Only finance sends payment runs to the payer")


def can_export_to_payer(user: User, run: PaymentRun) -> Permission:
    allowed = sends_payments(user)
    if allowed and not run.is_approved:
        return no(f"The run of {run.code} is a draft: nothing is paid from it until it is approved")
    return allowed


def can_send(user: User, run: PaymentRun, *, sending: Sending | None) -> Permission:
    """An approved run is sent once; what the payer rejects is sent again line by line."""
    allowed = sends_payments(user)
    if not allowed:
        return allowed
    if not run.is_approved:
        return no(f"The run of {run.code} is a draft: nothing is paid from it until it is approved")
    if sending is not None:
        return no(
            f"The run of {run.code} was sent by {sending.sent_by} on {written(sending.sent_on)}"
        )
    return YES


keeps_confirmations = only(Role.FINANCE, reason="Only finance keeps what the payer confirms")


reads_confirmations = only(
    Role.FINANCE,
    Role.PRIMARY_CARE,
    reason="Only finance and the CCG's primary care team read what the payer confirmed",
)


def can_reissue(user: User, *, rejected: bool) -> Permission:
    """Only a line that the payer rejected goes out again, so that nothing is paid twice."""
    if not holds(user, Role.FINANCE):
        return no("Only finance sends a line to the payer again")
    if not rejected:
        return no(
            "Only a line that the payer rejected is sent again: ask the payer what became of it,"
            " and import the answer"
        )
    return YES
