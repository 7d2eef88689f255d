"""Agreeing between a network and the CCG that the network takes on a home."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.actions.alignments import AlignmentRow, align_homes
from carehomes.models import AlignmentProposal, CareHome
from carehomes.policy import (
    can_agree_alignment,
    can_confirm_alignment,
    can_propose_alignment,
    can_refuse_alignment,
    holds_role_for,
)
from commissioning.clock import today
from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import require
from commissioning.records.audit import record

State = AlignmentProposal.State


@transaction.atomic
def propose_alignment(
    *,
    home: CareHome,
    pcn: Organisation,
    starts_on: date,
    why: str,
    residents_choice: str = "",
    by: User,
) -> AlignmentProposal:
    """Propose that a network takes on a home from a day. The network's director agrees thereby.

    Another network may propose the same home: then two claim it, and the CCG decides between them.
    """
    require(can_propose_alignment(by, pcn))
    CareHome.objects.select_for_update().get(pk=home.pk)
    if AlignmentProposal.objects.filter(
        home=home, pcn=pcn, state__in=[State.PROPOSED, State.AGREED]
    ).exists():
        raise ValidationError(f"{home.name} is proposed to {pcn} already: see its page")
    agrees = holds_role_for(by, Role.PCN_DIRECTOR, pcn)
    proposal = AlignmentProposal.objects.create(
        home=home,
        pcn=pcn,
        starts_on=starts_on,
        why=why,
        residents_choice=residents_choice,
        state=State.AGREED if agrees else State.PROPOSED,
        proposed_by=by,
        proposed_on=today(),
        agreed_by=by if agrees else None,
        agreed_on=today() if agrees else None,
    )
    record("alignment proposed", proposal, by=by, reason=why)
    return proposal


@transaction.atomic
def agree_alignment(*, proposal: AlignmentProposal, by: User) -> AlignmentProposal:
    """Agree for the network to what the CCG proposes."""
    proposal = _locked(proposal)
    require(can_agree_alignment(by, proposal))
    proposal.state, proposal.agreed_by, proposal.agreed_on = State.AGREED, by, today()
    proposal.save()
    record("alignment agreed", proposal, by=by)
    return proposal


@transaction.atomic
def confirm_alignment(*, proposal: AlignmentProposal, reason: str, by: User) -> AlignmentProposal:
    """Confirm for the CCG: the home is aligned to the network from the day on, in place of another.

    The fact is written by `align_homes`, which refuses what overlaps.
    """
    proposal = _locked(proposal)
    require(can_confirm_alignment(by, proposal))
    row = AlignmentRow(None, proposal.home.location_id, proposal.pcn.code, proposal.starts_on)
    align_homes(rows=[row], by=by)
    proposal.state, proposal.reason = State.CONFIRMED, reason
    proposal.decided_by, proposal.decided_on = by, today()
    proposal.save()
    record("alignment confirmed", proposal, by=by, reason=reason)
    return proposal


@transaction.atomic
def refuse_alignment(*, proposal: AlignmentProposal, reason: str, by: User) -> AlignmentProposal:
    """Refuse a proposal, with a reason."""
    proposal = _locked(proposal)
    require(can_refuse_alignment(by, proposal))
    if not reason:
        raise ValidationError("Say why the proposal is refused")
    proposal.state, proposal.reason = State.REFUSED, reason
    proposal.decided_by, proposal.decided_on = by, today()
    proposal.save()
    record("alignment refused", proposal, by=by, reason=reason)
    return proposal


def _locked(proposal: AlignmentProposal) -> AlignmentProposal:
    rows = AlignmentProposal.objects.select_for_update(of=("self",)).select_related("home", "pcn")
    return rows.get(pk=proposal.pk)
