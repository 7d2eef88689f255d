"""Drawing a sample of paid claims, and verifying each claim of it against its evidence."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.patient_data import patient_data_in
from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from payments.models import Claim, ClaimSample, SampledClaim
from payments.policy.claims import can_draw_sample, can_verify
from payments.rules.claim_checks import drawn
from payments.selectors.claim_samples import claims_to_draw_from

SEED_BYTES = 8


@transaction.atomic
def draw_sample(*, size: int, by: User) -> ClaimSample:
    """Draw so many of the paid claims that were in no sample yet.

    The seed is the system's own and is kept with the references there were, so that nobody can
    choose what is drawn and anybody can draw the same again. Raises ValidationError where fewer
    claims are paid.
    """
    require(can_draw_sample(by))
    ClaimSample.objects.select_for_update().order_by("pk").last()  # one draw after another
    references = claims_to_draw_from()
    if not references:
        raise ValidationError("No paid claim is left to draw: each was in a sample already")
    if not 1 <= size <= len(references):
        raise ValidationError(
            f"Enter a number from 1 to {len(references)}: so many paid claims were in no sample yet"
        )
    seed = secrets.token_hex(SEED_BYTES)
    sample = ClaimSample.objects.create(
        seed=seed, size=size, drawn_from=references, drawn_by=by, drawn_on=today()
    )
    chosen = Claim.objects.filter(reference__in=drawn(seed, size, references))
    SampledClaim.objects.bulk_create(
        [
            SampledClaim(sample=sample, claim=claim, entered_by_id=claim.entered_by_id)
            for claim in chosen.order_by("reference")
        ]
    )
    record(
        "claims drawn for verification",
        sample,
        by=by,
        seed=seed,
        size=size,
        of=len(references),
        references=[claim.reference for claim in chosen.order_by("reference")],
    )
    return sample


@transaction.atomic
def verify_claim(*, drawn: SampledClaim, verified: bool, note: str, by: User) -> SampledClaim:
    """Say whether the evidence bears a paid claim out, and what was seen.

    A claim that is not verified is for the team to decide about again: nothing is taken back here.
    """
    drawn = (
        SampledClaim.objects.select_for_update(of=("self",))
        .select_related("claim__practice", "sample")
        .get(pk=drawn.pk)
    )
    require(can_verify(by, drawn))
    note_text = " ".join(note.split())
    if not note_text:
        raise ValidationError("Say what the evidence showed")
    if problem := patient_data_in(note_text):
        raise ValidationError(f"The note {problem}")
    outcomes = SampledClaim.Outcome
    drawn.outcome = outcomes.VERIFIED if verified else outcomes.FAILED
    drawn.note, drawn.verified_by, drawn.verified_on = note_text[:1000], by, today()
    drawn.save()
    event = "claim verified" if verified else "claim not verified"
    record(event, drawn.claim, by=by, reason=drawn.note, sample=drawn.sample_id)
    return drawn
