"""Sharing out money that a decline set free: one person proposes, another approves."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.money import NOTHING, pounds
from commissioning.domain.periods import Month
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from payments.models import Reallocation, ReallocationShare
from payments.policy import runs as runs_policy
from payments.rules.pots import PotShare, residents_of, shares
from payments.selectors.pots import Pot, pot_of
from payments.selectors.reallocations import organisations_called, parties_to


@transaction.atomic
def propose_reallocation(
    *,
    specification: str,
    term: str,
    element: str,
    freed_by: str,
    until: Month,
    payees: Sequence[str],
    basis: str,
    reason: str,
    by: User,
) -> Reallocation:
    """Propose to share what a decline set free, up to a month, among those who cover it.

    `basis` is "residents" or "list". Raises ValidationError where nothing is left to share, where
    a payee is not on record, or where nobody has a number to share by.
    """
    change_facts()
    organisations_by_code = {
        organisation.code: organisation
        for organisation in organisations_called([freed_by, *payees])
    }
    require(runs_policy.can_propose_shares(by, organisations_by_code.values()))
    if not reason:
        raise ValidationError("Say why: a reallocation needs a reason")
    pot = pot_of(specification, term, element, freed_by, until)
    if pot.left <= 0:
        raise ValidationError(
            f"Nothing is left to share: {freed_by} set free {pounds(pot.freed)} under {term},"
            f" {element}, by {until}, and {pounds(pot.shared)} is shared already"
        )
    parts = _parts(pot, payees, basis, until)
    proposal = Reallocation.objects.create(
        specification=specification,
        term=term,
        element=element,
        freed_by=organisations_by_code[freed_by],
        first_month=pot.months[0].first,
        last_month=until.first,
        amount=pot.left,
        basis=basis,
        reason=reason,
        proposed_by=by,
        proposed_on=today(),
    )
    ReallocationShare.objects.bulk_create(
        [
            ReallocationShare(
                reallocation=proposal,
                payee=organisations_by_code[part.payee],
                weight=part.weight,
                amount=part.amount,
            )
            for part in parts
        ]
    )
    record("reallocation proposed", proposal, by=by, reason=reason, amount=str(pot.left))
    return proposal


def _parts(pot: Pot, payees: Sequence[str], basis: str, until: Month) -> tuple[PotShare, ...]:
    on_record = set(Organisation.objects.filter(code__in=payees).values_list("code", flat=True))
    strangers = sorted(set(payees) - on_record)
    if strangers:
        raise ValidationError(f"Not on record: {', '.join(strangers)}")
    weights: dict[str, Decimal] = {}
    for payee in payees:
        if basis == Reallocation.Basis.RESIDENTS:
            weights[payee] = residents_of(pot.facts.homes, payee, until)
        else:
            weights[payee] = _listed(pot, payee)
    try:
        return shares(pot.left, weights)
    except ValueError as nobody:
        raise ValidationError(
            f"None of {', '.join(payees)} has {basis} on record to share by: load them first,"
            " or share by the other basis"
        ) from nobody


def _listed(pot: Pot, payee: str) -> Decimal:
    """The raw list that the payments rest on: the latest day known."""
    for practice in pot.facts.practices:
        if practice.code == payee:
            raw = {day: fact for (kind, day), fact in practice.lists.items() if kind == "raw"}
            return raw[max(raw)].patients if raw else NOTHING
    return NOTHING


@transaction.atomic
def approve_reallocation(*, proposal: Reallocation, by: User) -> Reallocation:
    """Approve a proposal; its shares are paid in the next run.

    Refuses the person who proposed it, and a proposal whose pot has since shrunk below it.
    """
    change_facts()
    proposal = Reallocation.objects.select_for_update().get(pk=proposal.pk)
    require(runs_policy.can_approve_reallocation(by, proposal, parties_to(proposal)))
    pot = pot_of(
        proposal.specification,
        proposal.term,
        proposal.element,
        proposal.freed_by.code,
        Month.of(proposal.last_month),
    )
    if proposal.amount > pot.left:
        raise ValidationError(
            f"The pot now holds {pounds(pot.left)}, less than the {pounds(proposal.amount)}"
            " proposed: withdraw the proposal and make it again"
        )
    proposal.approved_by, proposal.approved_on = by, today()
    proposal.save()
    record("reallocation approved", proposal, by=by, amount=str(proposal.amount))
    return proposal


@transaction.atomic
def withdraw_reallocation(*, proposal: Reallocation, by: User, reason: str) -> None:
    """Withdraw a proposal that nobody has approved."""
    change_facts()
    proposal = Reallocation.objects.select_for_update().get(pk=proposal.pk)
    require(runs_policy.can_withdraw_reallocation(by, proposal, parties_to(proposal)))
    if not reason.strip():
        raise ValidationError("Say why the proposal is withdrawn")
    record("reallocation withdrawn", proposal, by=by, reason=reason, amount=str(proposal.amount))
    proposal.delete()
