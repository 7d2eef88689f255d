"""An approved run's life: sent to the payer, confirmed line by line, sent again where rejected."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.patient_data import patient_data_in
from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from payments.models import PaymentLine, PaymentRun, Reissue, Sending
from payments.policy.sent_payments import can_reissue, can_send, sends_payments
from payments.selectors.sent_payments import exports_of, is_rejected, latest_sending, sending_of


@transaction.atomic
def send_run(*, run: PaymentRun, sha256: str, payer: str, by: User) -> Sending:
    """Note that an approved run went to the payer, as the file with this hash.

    The file must be one that was exported from the approved run: nobody pays from a draft's file.
    Raises ValidationError where it is not, or where no payer is named.
    """
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    require(can_send(by, run, sending=sending_of(run)))
    export = next(
        (run_export for run_export in exports_of(run) if run_export.sha256 == sha256), None
    )
    if export is None:
        raise ValidationError(
            f"No file with this hash was exported from the approved run of {run.code}:"
            " download it first, and choose the one that you sent"
        )
    if not payer.strip():
        raise ValidationError("Enter who the file was sent to")
    sending = Sending.objects.create(
        run=run,
        file_name=export.file_name,
        sha256=sha256,
        exported_by=export.by,
        payer=payer.strip(),
        sent_by=by,
        sent_on=today(),
    )
    record("payment run sent", run, by=by, sha256=sha256, payer=sending.payer)
    return sending


@transaction.atomic
def reissue_line(*, line: PaymentLine, reason: str, by: User) -> Reissue:
    """Note that a line which the payer rejected is sent once more, and what was put right."""
    require(sends_payments(by))
    Sending.objects.select_for_update().get(run=line.calculation.run)
    require(can_reissue(by, rejected=is_rejected(line)))
    if not reason.strip():
        raise ValidationError("Enter what was put right before the line is sent again")
    if problem := patient_data_in(reason):
        raise ValidationError(problem)
    again = Reissue.objects.create(
        line=line,
        number=latest_sending(line) + 1,
        reason=reason.strip(),
        reissued_by=by,
        reissued_on=today(),
    )
    record("payment line sent again", line, by=by, reason=reason, number=again.number)
    return again
