"""Keeping what the payer confirms: matched on our line reference, all of a file or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from django.db import transaction
from pydantic.dataclasses import dataclass as row_model

from commissioning.clock import today
from commissioning.domain.money import NOTHING, pounds
from commissioning.domain.patient_data import patient_data_in
from commissioning.domain.periods import written
from commissioning.imports import Mistakes
from commissioning.imports.row_models import Blank, Day, PoundsEitherWay, choice_of, text_of
from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from payments.models import Confirmation, ConfirmationFile, PaymentRun, Sending
from payments.policy.sent_payments import keeps_confirmations
from payments.selectors.confirmations import SentLine, lines_by_reference, run_codes_in

PAID, REJECTED = Confirmation.Outcome.PAID, Confirmation.Outcome.REJECTED


@row_model(frozen=True, slots=True)
class ConfirmationRow:
    """What the payer says of one line: the reference as we sent it, and what became of it."""

    line: int
    reference: Annotated[str, text_of(120)]
    amount: PoundsEitherWay
    outcome: Annotated[str, choice_of(Confirmation.Outcome), Blank(PAID.value)]
    paid_on: Day
    reason: Annotated[str, text_of(300), Blank("")] = ""
    payer_reference: Annotated[str, text_of(60), Blank("")] = ""


@transaction.atomic
def keep_confirmations(
    *,
    rows: Sequence[ConfirmationRow],
    file_name: str,
    sha256: str,
    by: User,
    mistakes: Mistakes | None = None,
) -> ConfirmationFile:
    """Keep a file of the payer's answers, all of it or nothing.

    Raises FileRefusedError with every mistake at once: a file that was kept before, a reference
    that is no line of ours, a line of a run that was not sent, an amount that is not the line's, a
    line that was answered already, a day before it was sent or still to come.
    """
    require(keeps_confirmations(by))
    mistakes = Mistakes() if mistakes is None else mistakes
    sendings = _held_still(rows)
    old_file = ConfirmationFile.objects.filter(sha256=sha256).select_related("uploaded_by").first()
    if old_file is not None:
        mistakes.add(
            None,
            "",
            f"{file_name} was kept already, as {old_file.name}, by {old_file.uploaded_by} on"
            f" {written(old_file.uploaded_on)}",
            "Choose the payer's next file",
        )
        mistakes.check()
    lines = lines_by_reference(sendings)
    for row in rows:
        _check(row, lines.get(row.reference), sendings, mistakes)
    mistakes.check()
    confirmation_file = _kept(rows, lines, file_name, sha256, by)
    record(
        "payer's confirmations kept",
        confirmation_file,
        by=by,
        sha256=sha256,
        paid=confirmation_file.paid_count,
        rejected=confirmation_file.rejected_count,
        amount=str(confirmation_file.amount),
    )
    return confirmation_file


def _held_still(rows: Sequence[ConfirmationRow]) -> Mapping[str, tuple[PaymentRun, Sending | None]]:
    """The runs that the rows name, each with its sending, locked so that two files take turns."""
    runs = run_codes_in(row.reference for row in rows)
    sendings = {
        sending.run_id: sending
        for sending in Sending.objects.select_for_update()
        .filter(run__in=[run.pk for run in runs.values()])
        .order_by("pk")
    }
    return {code: (run, sendings.get(run.pk)) for code, run in runs.items()}


def _check(
    row: ConfirmationRow,
    line: SentLine | None,
    sendings: Mapping[str, tuple[PaymentRun, Sending | None]],
    mistakes: Mistakes,
) -> None:
    run, sending = sendings.get(row.reference.split("/")[0], (None, None))
    if run is None or (line is None and sending is not None):
        mistakes.add(
            row.line,
            "reference",
            f"“{row.reference}” is no line of ours",
            "Copy the reference from the file that was sent, as 2020-06/C86001/aspiration/2020-06",
        )
        return
    if sending is None:
        state = "was not sent to the payer" if run.is_approved else "is still a draft"
        mistakes.add(
            row.line,
            "reference",
            f"the run of {run.code} {state}",
            "Mark it as sent first, or leave this line out",
        )
        return
    if line is None:
        return
    _check_answer(row, line, sending, mistakes)


def _check_answer(
    row: ConfirmationRow, line: SentLine, sending: Sending, mistakes: Mistakes
) -> None:
    if not line.amount:
        mistakes.add(row.line, "reference", "this line comes to 0.00", "Leave it out")
    elif row.amount != line.amount:
        mistakes.add(
            row.line,
            "amount",
            f"{pounds(row.amount)} is not what was sent: {pounds(line.amount)}",
            "Ask the payer which is right: a line is paid whole or not at all",
        )
    if line.answered:
        instead = (
            "Leave it out: a line is confirmed once"
            if line.answered == PAID
            else "Send the line again first, on the page of what was not paid"
        )
        mistakes.add(row.line, "reference", f"{row.reference} was {line.answered} already", instead)
    if row.paid_on > today():
        mistakes.add(
            row.line, "paid_on", f"{written(row.paid_on)} is still to come", "Write the day it was"
        )
    elif row.paid_on < (line.sent_again_on or sending.sent_on):
        when = written(line.sent_again_on or sending.sent_on)
        mistakes.add(
            row.line,
            "paid_on",
            f"{written(row.paid_on)} is before the line was sent, {when}",
            "Check the day",
        )
    for column, text in (("reason", row.reason), ("payer_reference", row.payer_reference)):
        if problem := patient_data_in(text):
            mistakes.add(row.line, column, problem)


def _kept(
    rows: Sequence[ConfirmationRow],
    lines: Mapping[str, SentLine],
    file_name: str,
    sha256: str,
    by: User,
) -> ConfirmationFile:
    paid = [row for row in rows if row.outcome == PAID]
    confirmation_file = ConfirmationFile.objects.create(
        name=file_name[:255],
        sha256=sha256,
        paid_count=len(paid),
        rejected_count=len(rows) - len(paid),
        amount=sum((row.amount for row in paid), start=NOTHING),
        uploaded_by=by,
        uploaded_on=today(),
    )
    Confirmation.objects.bulk_create(
        [
            Confirmation(
                file=confirmation_file,
                line_id=lines[row.reference].pk,
                number=lines[row.reference].number,
                outcome=row.outcome,
                amount=row.amount,
                paid_on=row.paid_on,
                reason=row.reason,
                payer_reference=row.payer_reference,
            )
            for row in rows
        ],
        batch_size=2000,
    )
    return confirmation_file
