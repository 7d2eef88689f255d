"""Who prepares, approves, exports, decides about and reads payments."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.clock import today
from commissioning.domain.periods import Month, written
from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import acts_for, holds, only
from payments.models import PaymentRun, Reallocation
from practices.policy.conflicts import no_conflict

prepares_payments = only(Role.FINANCE, reason="Only finance prepares payment runs")


approves_payments = only(Role.FINANCE, reason="Only finance approves payment runs")


def can_prepare_month(
    user: User,
    month: Month,
    *,
    last: PaymentRun | None,
    supplementary: bool = False,
    reason: str = "",
) -> Permission:
    """One regular run a month, in order, from the first of its month; `last` is the latest run."""
    allowed = prepares_payments(user)
    if not allowed:
        return allowed
    if month.first > today():
        return no(f"The run of {month} can be prepared from {written(month.first)}")
    if last is None:
        return no("There is no run to add to yet") if supplementary else YES
    if not last.is_approved:
        same = Month.of(last.month) == month and bool(last.supplement) == supplementary
        return YES if same else no(f"The run of {last.code} is still a draft: approve it first")
    if supplementary:
        return _supplement_follows(month, Month.of(last.month), reason)
    return _regular_follows(month, Month.of(last.month))


def _supplement_follows(month: Month, last: Month, reason: str) -> Permission:
    if not reason:
        return no("A supplementary run needs a reason")
    if month != last:
        return no(f"A supplementary run belongs to the latest approved month, {last}")
    return YES


def _regular_follows(month: Month, last: Month) -> Permission:
    if month == last:
        return no(
            f"The run of {month} is approved and cannot be changed: corrections come in"
            f" {last.plus(1)}, or in a supplementary run with a reason"
        )
    if month != last.plus(1):
        return no(f"Runs go in order and leave no gap: {last} is approved, {last.plus(1)} is next")
    return YES


def can_approve(user: User, run: PaymentRun) -> Permission:
    allowed = approves_payments(user)
    if not allowed:
        return allowed
    if run.is_approved:
        return no(f"The run of {run.code} is approved already")
    if run.prepared_by_id == user.pk:
        return no("You prepared this run: another person of finance approves it")
    return YES


can_export = only(
    Role.FINANCE,
    Role.PRIMARY_CARE,
    reason="Only finance and the primary care team export payments",
    console=True,
)


can_keep_ledger_codes = only(
    Role.FINANCE, reason="Only finance keeps the table of ledger codes", console=True
)


can_propose_reallocation = only(
    Role.PRIMARY_CARE, reason="Only the CCG's primary care team proposes a reallocation"
)


def can_propose_shares(user: User, parties: Iterable[Organisation]) -> Permission:
    """Propose how what one of the parties set free is shared among the others."""
    allowed = can_propose_reallocation(user)
    return no_conflict(user, *parties) if allowed else allowed


def can_approve_reallocation(
    user: User, proposal: Reallocation, parties: Iterable[Organisation]
) -> Permission:
    """Approve a proposal; `parties` set free what is shared, and have the shares."""
    if not holds(user, Role.PRIMARY_CARE, Role.FINANCE):
        return no("Only the CCG's primary care team and finance approve a reallocation")
    if proposal.approved_by_id:
        return no("This reallocation is approved already")
    if proposal.proposed_by_id == user.pk:
        return no("You proposed this reallocation: another person approves it")
    return no_conflict(user, *parties)


def can_withdraw_reallocation(
    user: User, proposal: Reallocation, parties: Iterable[Organisation]
) -> Permission:
    if not holds(user, Role.PRIMARY_CARE):
        return no("Only the CCG's primary care team withdraws a reallocation")
    if proposal.approved_by_id:
        return no("This reallocation is approved: what is paid is corrected by a decision")
    return no_conflict(user, *parties)


def can_claim(user: User, practice: Organisation) -> Permission:
    """Claim costs for a practice."""
    if user.is_console or holds(user, Role.PRIMARY_CARE, Role.FINANCE):
        return YES
    if any(own_practice.pk == practice.pk for own_practice in acts_for(user, Role.PRACTICE)):
        return YES
    return no(f"Only {practice}, the CCG's primary care team and finance enter its claims")


# Bring in the claims of many practices at once.
uploads_claims = only(
    Role.PRIMARY_CARE,
    Role.FINANCE,
    reason="Only the CCG's primary care team and finance bring in files of claims",
    console=True,
)


# Say which local funding of practices is kept.
can_protect_funding = only(
    Role.PRIMARY_CARE,
    Role.FINANCE,
    reason="Only the CCG's primary care team and finance protect local funding",
    console=True,
)


# Decide about payments in the commissioner's name, or enter what it decided.
can_decide = only(
    Role.PRIMARY_CARE,
    reason="Only the CCG's primary care team decides about payments",
    console=True,
)


READS_EVERYTHING = (Role.FINANCE, Role.PRIMARY_CARE, Role.DATA_QUALITY)


# Read what a whole month comes to.
reads_runs = only(
    *READS_EVERYTHING,
    Role.LMC,
    reason="Whole payment runs are for the CCG and the LMC: you can read your own payments",
)


def reads_payments(user: User) -> Permission:
    """Read what somebody is paid, line by line; whom, `payees_visible_to` says."""
    if holds(user, *READS_EVERYTHING, Role.PRACTICE, Role.PCN_DIRECTOR):
        return YES
    if holds(user, Role.LMC):
        return no("The LMC reads specifications and totals, not what one practice is paid")
    return no("You act for no organisation today")


reads_every_payment = only(*READS_EVERYTHING, reason="Only the CCG reads what everybody is paid")
