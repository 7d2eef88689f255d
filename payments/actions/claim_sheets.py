"""Filling in a claim form: saving a draft, adding evidence, discarding it, sending it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
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
from payments.models import Claim, ClaimSheet
from payments.models.claims import LONGEST, MOST_LINES
from payments.policy.claims import can_fill_in
from payments.policy.runs import can_claim
from payments.rules.claim_checks import CostLine, Typed
from payments.selectors.claim_sheets import next_references


class SavedMeanwhileError(Exception):
    """Somebody else saved the same form since it was opened; `sheet` is as they left it."""

    def __init__(self, sheet: ClaimSheet) -> None:
        self.sheet = sheet
        super().__init__(
            f"{sheet.saved_by} saved this claim form while you had it open. What they saved is"
            " shown below: save again to put yours in its place"
        )


@transaction.atomic
def save_claim_draft(
    *,
    number: UUID,
    practice: Organisation,
    specification: str,
    lines: Sequence[Typed],
    edition: int,
    by: User,
) -> ClaimSheet:
    """Keep what was typed, right or not, to go on with later.

    `number` is the form's own from the moment it was opened, so that saving twice saves once;
    `edition` is the one that was opened, 0 for a new form. Raises SavedMeanwhileError where another
    person saved since, and ValidationError for what looks like a patient's data.
    """
    require(can_claim(by, practice))
    clean_lines = _without_patients(lines)
    sheet, is_new = ClaimSheet.objects.get_or_create(
        pk=number,
        defaults={
            "practice": practice,
            "specification": specification,
            "lines": clean_lines,
            "saved_by": by,
            "saved_on": today(),
        },
    )
    if not is_new:
        sheet = _locked(sheet)
        if sheet.practice_id != practice.pk:
            raise PermissionDenied("This is another practice's claim form")
        require(can_fill_in(by, sheet))
        if sheet.lines == clean_lines:
            return sheet
        if sheet.edition != edition:
            raise SavedMeanwhileError(sheet)
        sheet.lines, sheet.edition = clean_lines, sheet.edition + 1
        sheet.saved_by, sheet.saved_on = by, today()
        sheet.save()
    record("claim draft saved", sheet, by=by, lines=len(clean_lines))
    return sheet


@transaction.atomic
def discard_claim_draft(*, sheet: ClaimSheet, by: User) -> ClaimSheet:
    """Put a draft aside for good; what was typed stays on record."""
    sheet = _locked(sheet)
    require(can_fill_in(by, sheet))
    sheet.state, sheet.saved_by, sheet.saved_on = ClaimSheet.State.DISCARDED, by, today()
    sheet.save()
    record("claim draft discarded", sheet, by=by)
    return sheet


@transaction.atomic
def add_evidence_to_draft(
    *, sheet: ClaimSheet, uploads: Sequence[UploadedFile], by: User
) -> list[Attachment]:
    """Keep evidence with a draft; it goes along with every claim once the form is sent.

    Raises ValidationError for a file of the wrong kind, too large, or with a patient's data.
    """
    sheet = _locked(sheet)
    require(can_fill_in(by, sheet))
    attachments = [
        keep_attachment(upload=upload, organisation=sheet.practice, by=by) for upload in uploads
    ]
    sheet.files.add(*attachments)
    record(
        "claim evidence added", sheet, by=by, files=[attachment.name for attachment in attachments]
    )
    return attachments


@transaction.atomic
def remove_evidence_from_draft(*, sheet: ClaimSheet, file: Attachment, by: User) -> None:
    """Take a file out of a draft. The file itself stays on record with its uploader."""
    sheet = _locked(sheet)
    require(can_fill_in(by, sheet))
    sheet.files.remove(file)
    record("claim evidence removed", sheet, by=by, files=[file.name])


@transaction.atomic
def send_claims(
    *,
    sheet: ClaimSheet,
    lines: Sequence[CostLine],
    declares: Sequence[str],
    declared_by: str,
    by: User,
) -> list[Claim]:
    """Send a claim form: each line becomes a claim with a reference of its own.

    `declares` is what the claimant confirmed, `declared_by` their name and role. Sending the same
    form twice sends it once. Raises FileRefusedError naming what the rules of claims refuse.
    """
    change_facts()
    practice = Organisation.objects.select_for_update(no_key=True).get(pk=sheet.practice_id)
    sheet = _locked(sheet)
    if sheet.state == ClaimSheet.State.SENT and can_claim(by, practice):
        return list(sheet.claims.order_by("reference"))
    require(can_fill_in(by, sheet))
    if not lines or len(lines) > MOST_LINES:
        raise ValidationError(f"Send between 1 and {MOST_LINES} costs at once")
    if patient := patient_data_in(declared_by):
        raise ValidationError(f"The name {patient}")
    references = next_references(practice, len(lines))
    rows = [
        _row(line, number, reference, sheet, practice)
        for number, (line, reference) in enumerate(zip(lines, references, strict=True), start=1)
    ]
    record_claims(rows=rows, by=by)
    sheet.state, sheet.sent_by, sheet.sent_on = ClaimSheet.State.SENT, by, today()
    sheet.declared, sheet.declared_by = list(declares), declared_by
    sheet.save()
    claims = Claim.objects.filter(reference__in=references)
    claims.update(sheet=sheet)
    evidence = list(sheet.files.all())
    for claim in claims:
        claim.files.add(*evidence)
    record("claims sent", sheet, by=by, references=references, declared_by=declared_by)
    return list(claims.order_by("reference"))


def _row(
    line: CostLine, number: int, reference: str, sheet: ClaimSheet, practice: Organisation
) -> ClaimRow:
    return ClaimRow(
        line=number,
        reference=reference,
        practice_code=practice.code,
        specification=sheet.specification,
        category=line.category,
        incurred_on=line.incurred_on,
        quantity=line.quantity,
        unit_cost=line.unit_cost,
        other_funding=line.other_funding,
        claimed_on=today(),
        description=line.description,
    )


def _locked(sheet: ClaimSheet) -> ClaimSheet:
    return (
        ClaimSheet.objects.select_for_update(of=("self",))
        .select_related("practice", "saved_by")
        .get(pk=sheet.pk)
    )


def _without_patients(lines: Sequence[Typed]) -> list[dict[str, str]]:
    """What was typed, cut to what a box holds. Raises ValidationError naming line and reason."""
    if len(lines) > MOST_LINES:
        raise ValidationError(f"A claim form holds at most {MOST_LINES} costs")
    clean_lines = [
        {str(name)[:40]: str(text).replace("\0", "")[:LONGEST] for name, text in line.items()}
        for line in lines
    ]
    for number, line in enumerate(clean_lines, start=1):
        for text in line.values():
            if problem := patient_data_in(text):
                raise ValidationError(f"Cost {number} {problem}")
    return clean_lines
