"""Auditing registers: entering counts, correcting them, and sending one for a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.imports import ImportOutcome
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from practices.actions.register_counts import RegisterRow, record_register_counts
from practices.models import AuditReferral, RegisterCount
from practices.policy.audits import can_refer_audit


@transaction.atomic
def enter_audits(
    *,
    specification: str,
    counted_on: date,
    counts: Mapping[Organisation, int],
    by: User,
    reason: str = "",
    kind: RegisterCount.Kind = RegisterCount.Kind.AUDIT,
) -> ImportOutcome:
    """Enter what was counted, for one practice or many; all or none.

    Another number than the one on record corrects it, and needs a reason.
    """
    if counted_on > today():
        raise ValidationError(
            f"Registers are counted on {written(counted_on)}: enter them from that day on"
        )
    corrected = _corrected(specification, counted_on, counts, kind)
    if corrected and not reason.strip():
        named = ", ".join(count.practice.code for count in corrected)
        raise ValidationError({"reason": f"Say why the count of {named} is corrected"})
    outcome = record_register_counts(
        rows=[
            RegisterRow(None, practice.code, specification, counted_on, patients, kind)
            for practice, patients in counts.items()
        ],
        by=by,
    )
    for count in corrected:
        record(
            "audit corrected",
            count,
            by=by,
            reason=reason.strip(),
            was=count.patients,
            now=counts[count.practice],
        )
    return outcome


def _corrected(
    specification: str,
    counted_on: date,
    counts: Mapping[Organisation, int],
    kind: RegisterCount.Kind,
) -> Sequence[RegisterCount]:
    on_record = RegisterCount.objects.filter(
        practice__in=list(counts), specification=specification, counted_on=counted_on, kind=kind
    ).select_related("practice")
    return [count for count in on_record if count.patients != counts[count.practice]]


@transaction.atomic
def refer_audit(*, count: RegisterCount, note: str, by: User) -> AuditReferral:
    """Send an audit that fell short, or a spot check, to the commissioner for a decision.

    It changes no payment by itself (interpretation D-04).
    """
    change_facts()
    count = RegisterCount.objects.select_for_update().select_related("practice").get(pk=count.pk)
    require(can_refer_audit(by, count))
    referral = AuditReferral.objects.create(
        count=count, note=note.strip(), referred_by=by, referred_on=today()
    )
    record("audit sent for a decision", count, by=by, reason=note.strip(), patients=count.patients)
    return referral
