"""Reading samples of paid claims, and which claims can still be drawn."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from payments.models import Claim, ClaimSample, SampledClaim
from payments.selectors.claims import PAID, with_state

MOST_KEY = 2**63 - 1  # that the database holds


def claims_to_draw_from() -> list[str]:
    """The references of every paid claim that was in no sample yet, in order."""
    claims = with_state(Claim.objects.filter(sampled__isnull=True)).filter(state=PAID)
    return sorted(claims.values_list("reference", flat=True))


def samples() -> QuerySet[ClaimSample]:
    """Every sample with how much of it is verified, newest first."""
    return ClaimSample.objects.select_related("drawn_by").annotate(
        done=Count("drawn", filter=~Q(drawn__outcome="")),
        failed=Count("drawn", filter=Q(drawn__outcome=SampledClaim.Outcome.FAILED)),
    )


def drawn_in(sample: ClaimSample) -> list[SampledClaim]:
    """The claims of a sample, by reference."""
    return list(sample.drawn.select_related("claim__practice", "verified_by", "sample"))


def drawing_of(claim: Claim) -> SampledClaim | None:
    """How a claim was drawn, if it was."""
    sampled_claims = SampledClaim.objects.filter(claim=claim)
    return sampled_claims.select_related("sample", "verified_by").first()


def sample_of(pk: int) -> ClaimSample | None:
    if pk > MOST_KEY:
        return None
    return ClaimSample.objects.select_related("drawn_by").filter(pk=pk).first()
