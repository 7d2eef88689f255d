"""Who may claim, decide a claim, draw a sample of paid claims and verify it, and why not."""

from __future__ import annotations

from commissioning.models import Role, User
from commissioning.policy.decision import Permission, no
from commissioning.policy.roles import only
from payments.models import Claim, ClaimSheet, SampledClaim
from payments.policy.runs import can_claim, can_decide
from practices.policy.conflicts import no_conflict

STANDS = ("pay", "refuse")  # outcomes of a decision that stands


# Claim costs for a practice; for which one, `can_claim` says.
claims_costs = only(
    Role.PRACTICE,
    Role.PRIMARY_CARE,
    Role.FINANCE,
    reason="Only practices, the CCG's primary care team and finance enter claims",
)


# Read claims; whose, `claims_visible_to` says.
reads_claims = only(
    Role.PRACTICE,
    Role.PRIMARY_CARE,
    Role.FINANCE,
    reason="Claims are for the practice that claims, the CCG's primary care team and finance",
)


reads_every_claim = only(
    Role.PRIMARY_CARE,
    Role.FINANCE,
    reason="Only the CCG's primary care team and finance read the claims of every practice",
)


def can_fill_in(user: User, sheet: ClaimSheet) -> Permission:
    """Go on with a claim form, send it or discard it."""
    if sheet.state == ClaimSheet.State.SENT:
        return no("This claim form is sent: correct or withdraw its claims one by one")
    if sheet.state == ClaimSheet.State.DISCARDED:
        return no("This claim form was discarded: begin a new one")
    return can_claim(user, sheet.practice)


def can_change_claim(user: User, claim: Claim, outcome: str) -> Permission:
    """Correct or withdraw a claim; `outcome` is that of the decision about it, if there is one."""
    if claim.withdrawn_on:
        return no("This claim is withdrawn: what is still to be paid is claimed anew")
    if outcome in STANDS:
        return no(
            "This claim is decided: ask the CCG's primary care team to withdraw its decision first"
        )
    return can_claim(user, claim.practice)


def can_add_evidence(user: User, claim: Claim) -> Permission:
    """Evidence can be added to a claim as long as it can be asked for: after payment too."""
    if claim.withdrawn_on:
        return no("This claim is withdrawn")
    return can_claim(user, claim.practice)


def can_decide_claim(user: User, claim: Claim) -> Permission:
    """Pay or refuse a claim; nobody decides one that they entered, or have a stake in."""
    allowed = can_decide(user)
    if not allowed:
        return allowed
    if claim.withdrawn_on:
        return no(f"{claim} is withdrawn: there is nothing to decide")
    if claim.entered_by_id == user.pk and not user.is_console:
        return no(f"You entered {claim}: another person of the team decides it")
    return no_conflict(user, claim.practice)


can_draw_sample = only(
    Role.PRIMARY_CARE, reason="Only the CCG's primary care team draws samples of paid claims"
)


def can_verify(user: User, drawn: SampledClaim) -> Permission:
    """Say whether the evidence bears a paid claim out; nobody verifies one that they entered."""
    allowed = can_draw_sample(user)
    if not allowed:
        return no("Only the CCG's primary care team verifies paid claims")
    if drawn.outcome:
        return no(f"{drawn.claim} is verified already: decide about it again if that was wrong")
    if user.pk in (drawn.entered_by_id, drawn.claim.entered_by_id):
        return no(f"You entered {drawn.claim}: another person of the team verifies it")
    return no_conflict(user, drawn.claim.practice)
