"""Which claims wait for a decision."""

from __future__ import annotations

from payments.models import Claim, SampledClaim
from payments.selectors.claims import PAID, WAITING, with_state

MOST = 100  # claims that one decision is made about


def claims_to_decide() -> list[Claim]:
    """Claims that wait, the longest waiting first."""
    claims = with_state(Claim.objects.select_related("practice")).filter(state=WAITING)
    return list(claims.order_by("claimed_on", "reference")[:MOST])


def claims_not_borne_out() -> list[Claim]:
    """Claims still to be paid, or paid, though their evidence did not bear them out."""
    failed = Claim.objects.filter(sampled__outcome=SampledClaim.Outcome.FAILED)
    claims = with_state(failed.select_related("practice")).filter(state=PAID)
    return list(claims.order_by("reference")[:MOST])
