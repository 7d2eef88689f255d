"""Agreeing a register before the service starts: proposing, talking, signing off."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from practices.actions.settling import locked, settle
from practices.models import RegisterMessage, RegisterProposal
from practices.policy.sign_ups import can_ask_commissioner, can_decide_asked, can_talk_about
from practices.selectors.agreed_registers import list_held_to


@transaction.atomic
def propose_register(
    *, practice: Organisation, specification: str, patients: int, profile: str, by: User
) -> RegisterProposal:
    """Propose how many patients are on the register, and say how it was compiled.

    It takes the place of a proposal that waits; one that is signed off stands. A register under the
    share of the list is taken too: the shortfall informs the final payment.
    """
    require(can_ask_commissioner(by, practice))
    standing = RegisterProposal.objects.select_for_update().filter(
        practice=practice, specification=specification, status__in=["open", "agreed"]
    )
    for earlier_proposal in standing:
        if not earlier_proposal.is_open:
            raise ValidationError("Your register is signed off: write to the CCG if it changes")
        earlier_proposal.status = RegisterProposal.Status.WITHDRAWN
        earlier_proposal.save()
        record("register proposal replaced", earlier_proposal, by=by)
    held_to = list_held_to(practice, specification)
    proposal = RegisterProposal.objects.create(
        practice=practice,
        specification=specification,
        patients=patients,
        list_size=held_to.patients if held_to else None,
        profile=profile,
        asked_by=by,
        asked_on=today(),
    )
    record("register proposed", proposal, by=by, patients=patients)
    return proposal


@transaction.atomic
def write_about_register(*, proposal: RegisterProposal, text: str, by: User) -> RegisterMessage:
    """Ask or answer something about a proposed register: the practice and the CCG in turn."""
    require(can_talk_about(by, proposal.practice))
    message = RegisterMessage.objects.create(
        proposal=proposal, text=text, written_by=by, written_on=today()
    )
    record("wrote about register", proposal, by=by, reason=text)
    return message


@transaction.atomic
def decide_register(
    *, proposal: RegisterProposal, agreed: bool, reason: str, by: User
) -> RegisterProposal:
    """Sign a register off, or return it to the practice, with a reason."""
    proposal = locked(proposal)
    require(can_decide_asked(by, proposal))
    settle(proposal, agreed=agreed, reason=reason, by=by)
    word = "signed off" if agreed else "returned"
    record(f"register {word}", proposal, by=by, reason=proposal.decision_reason)
    return proposal
