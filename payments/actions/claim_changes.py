"""Correcting and withdrawing a claim until it is decided, and adding evidence to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.patient_data import patient_data_in
from commissioning.models import Attachment, Organisation, User
from commissioning.policy.decision import require
from commissioning.records.attachment_actions import keep_attachment
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from payments.actions.claims import ClaimRow, record_claims
from payments.models import Claim
from payments.policy.claims import can_add_evidence, can_change_claim
from payments.rules.claim_checks import CostLine
from payments.selectors.claims import outcome_of


@transaction.atomic
def correct_claim(*, claim: Claim, line: CostLine, by: User) -> Claim:
    """Put a claim right before it is decided. Raises FileRefusedError for what the rules refuse.

    A correction that asks for no more keeps the day the claim was made; one that asks for more is
    claimed today, and may be late.
    """
    change_facts()
    claim = _locked(claim)
    require(can_change_claim(by, claim, outcome_of(claim)))
    record_claims(
        rows=[
            ClaimRow(
                line=None,
                reference=claim.reference,
                practice_code=claim.practice.code,
                specification=claim.specification,
                category=line.category,
                incurred_on=line.incurred_on,
                quantity=line.quantity,
                unit_cost=line.unit_cost,
                other_funding=line.other_funding,
                claimed_on=_day_claimed(claim, line),
                description=line.description,
                evidence=claim.evidence,
            )
        ],
        by=by,
    )
    claim.refresh_from_db()
    return claim


def _day_claimed(claim: Claim, line: CostLine) -> date:
    """The day a corrected claim counts as made."""
    before = claim.quantity * claim.unit_cost - claim.other_funding
    after = line.quantity * line.unit_cost - line.other_funding
    same_cost = (claim.category, claim.incurred_on) == (line.category, line.incurred_on)
    return claim.claimed_on if same_cost and after <= before else max(today(), claim.claimed_on)


@transaction.atomic
def withdraw_claim(*, claim: Claim, reason: str, by: User) -> Claim:
    """Take a claim back before it is decided. It stays on record, and nothing is paid for it."""
    change_facts()
    claim = _locked(claim)
    require(can_change_claim(by, claim, outcome_of(claim)))
    reason_text = _reason(reason)
    claim.withdrawn_by, claim.withdrawn_on, claim.withdrawal = by, today(), reason_text
    claim.save(update_fields=["withdrawn_by", "withdrawn_on", "withdrawal"])
    record("claim withdrawn", claim, by=by, reason=reason_text)
    return claim


@transaction.atomic
def add_evidence(*, claim: Claim, uploads: Sequence[UploadedFile], by: User) -> list[Attachment]:
    """Keep more evidence with a claim: before it is decided, or when its sample is verified."""
    claim = _locked(claim)
    require(can_add_evidence(by, claim))
    attachments = [
        keep_attachment(upload=upload, organisation=claim.practice, by=by) for upload in uploads
    ]
    claim.files.add(*attachments)
    record(
        "claim evidence added", claim, by=by, files=[attachment.name for attachment in attachments]
    )
    return attachments


def _locked(claim: Claim) -> Claim:
    """The claim as it stands, its practice locked as long as a decision would lock it."""
    Organisation.objects.select_for_update(no_key=True).get(pk=claim.practice_id)
    return Claim.objects.select_related("practice").get(pk=claim.pk)


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise ValidationError("Say why the claim is withdrawn")
    if problem := patient_data_in(reason):
        raise ValidationError(f"The reason {problem}")
    return reason[:1000]
