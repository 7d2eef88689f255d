"""What was sent to the payer, what came back, and what was not paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import Month, written
from commissioning.models import Upload, User
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from commissioning.web.lists import Cell, Column, Row
from payments.models import Confirmation, ConfirmationFile, PaymentLine, PaymentRun, Reissue
from payments.pages.item import Block, ItemPage, ItemStep
from payments.pages.words import ActionLink, line_href, run_href, sterling
from payments.policy.sent_payments import can_reissue, keeps_confirmations
from payments.selectors.lines import line_reference
from payments.selectors.sent_payments import SendingProgress

STATES = {
    "paid": Tag("Paid", "green"),
    "rejected": Tag("Rejected", "red"),
    "waiting": Tag("No answer yet", "yellow"),
}


LINE = (Column("Line"),)
NOT_PAID_PAGE = ItemPage(
    title="What was not paid",
    words=(
        (
            "Lines that were sent to the payer and are not confirmed as paid. A line that was"
            " rejected can be sent again once what was wrong is put right; where there is no answer"
            " yet, ask the payer."
        ),
    ),
)


def sent_rows(progress_of_runs: Sequence[SendingProgress]) -> list[Row]:
    """Runs that were sent, each with how far the payer's answers have come."""
    return [
        Row(
            (
                Cell(str(progress.run), href=run_href(progress.run.code), value=progress.run.code),
                Cell(
                    written(progress.sending.sent_on),
                    said=f"{progress.sending.sent_by}, to {progress.sending.payer}",
                    value=progress.sending.sent_on,
                ),
                Cell(sterling(progress.run.total), value=progress.run.total),
                _counted(progress, "paid"),
                _counted(progress, "rejected"),
                _counted(progress, "waiting"),
            )
        )
        for progress in progress_of_runs
    ]


def _counted(progress: SendingProgress, state: str) -> Cell:
    number = progress.count(state)
    href = ""
    if number and state != "paid":
        href = address("payments:not_paid", query={"run": progress.run.code, "state": state})
    words = sterling(progress.amount(state)) if number else ""
    return Cell(counted(number, "line"), href=href, said=words, value=number)


def files_to_send(run: PaymentRun) -> tuple[ActionLink, ...]:
    """The files that an approved run can be paid from."""
    asks = not run.is_small
    return (
        ActionLink(
            "the file for the payer (CSV), with a reference for each line",
            address("payments:run_payer_file", code=run.code),
            asks,
        ),
        ActionLink("the schedule (CSV)", address("payments:run_csv", code=run.code), asks),
    )


def files_page(user: User) -> ItemPage:
    """Above the list of the payer's files."""
    return ItemPage(
        title="Files from the payer",
        words=("Every file that was kept, whole. The same file, or the same line, is kept once.",),
        steps=(
            ItemStep.if_allowed(
                "Bring in a file",
                address("payments:confirmations_upload"),
                keeps_confirmations(user),
            ),
        ),
    )


def sent_page(user: User, waiting: Sequence[PaymentRun]) -> ItemPage:
    """Above the list of runs that were sent: which approved run waits to be."""
    words = [f"{run} is approved and not marked as sent." for run in waiting]
    steps = [
        ItemStep("Bring in the payer's confirmations", address("payments:confirmations_upload")),
        *(
            ItemStep(
                f"Send {run}", address("payments:run_send", code=run.code), variant="secondary"
            )
            for run in waiting[:3]
        ),
    ]
    allowed = keeps_confirmations(user)
    return ItemPage(
        title="Sent to the payer",
        words=(
            (
                "A run is sent once it is approved. The payer answers for each line: paid, or"
                " rejected and why."
            ),
            *words,
        ),
        steps=tuple(steps) if allowed else (),
    )


def file_rows(files: Sequence[ConfirmationFile]) -> list[Row]:
    return [
        Row(
            (
                Cell(file.name, said=f"hash {file.sha256[:12]}…", value=file.name),
                file.uploaded_on,
                str(file.uploaded_by),
                file.paid_count,
                Cell(sterling(file.amount), value=file.amount),
                file.rejected_count,
            )
        )
        for file in files
    ]


def not_paid_rows(lines: Sequence[Any], user: User) -> list[Row]:
    """Lines without the payer's yes; what was rejected can be sent again."""
    sends_again = bool(can_reissue(user, rejected=True))
    rows = []
    for line in lines:
        tag = STATES[line.state]
        reference = line_reference(line)
        again = ""
        if sends_again and line.state == "rejected":
            again = address("payments:reissue", number=line.answer_key)
        sent = f"sent again, {line.sending_number}" if line.sending_number else ""
        rows.append(
            Row(
                (
                    Cell(
                        in_words(line.calculation.payee_name),
                        href=line_href(reference),
                        said=line.calculation.payee_code,
                        value=line.calculation.payee_code,
                    ),
                    Cell(
                        line.calculation.title,
                        said=f"{Month.of(line.for_month).name}, in the run of"
                        f" {line.calculation.run}",
                        value=reference,
                    ),
                    Cell(sterling(line.amount), value=line.amount),
                    Cell(tag.text, tag=tag.colour, said=sent),
                    Cell(
                        line.payer_reason or "",
                        said=written(line.answered_on) if line.answered_on else "",
                    ),
                    Cell("Send again", href=again) if again else Cell(""),
                )
            )
        )
    return rows


def rejected_line(
    line: PaymentLine, answers: Sequence[Confirmation], reissues: Sequence[Reissue]
) -> dict[str, Any]:
    """What the page says on which a rejected line is sent again."""
    calculation = line.calculation
    reference = line_reference(line)
    rows = (
        SummaryRow("Payee", f"{in_words(calculation.payee_name)} ({calculation.payee_code})"),
        SummaryRow("Payment", f"{calculation.title}, {Month.of(line.for_month).name}"),
        SummaryRow("Amount", sterling(line.amount)),
        SummaryRow("Reference", reference, href=line_href(reference)),
    )
    happened = [
        (
            answer.paid_on,
            TimelineEvent(written(answer.paid_on), _answer(answer), words=answer.reason),
        )
        for answer in answers
    ]
    happened += [
        (
            reissue.reissued_on,
            TimelineEvent(
                written(reissue.reissued_on),
                "Sent again",
                str(reissue.reissued_by),
                words=reissue.reason,
            ),
        )
        for reissue in reissues
    ]
    timeline = [event for _, event in sorted(happened, key=lambda pair: pair[0])]
    return {"rows": rows, "timeline": timeline}


def _answer(answer: Confirmation) -> str:
    words = "Paid" if answer.outcome == Confirmation.Outcome.PAID else "Rejected by the payer"
    return f"{words} ({answer.payer_reference})" if answer.payer_reference else words


def preview_rows(upload: Upload) -> tuple[SummaryRow, ...]:
    """What a file that is not kept yet says, in numbers."""
    counts = upload.shown.get("counts", {})
    notes = "; ".join(upload.shown.get("notes", []))
    return (
        SummaryRow("File", upload.name),
        SummaryRow("Lines paid", counted(counts.get("added", 0), "line")),
        SummaryRow("Lines rejected", counted(counts.get("changed", 0), "line")),
        SummaryRow("Together", notes),
    )


def preview_blocks(upload: Upload) -> list[Block]:
    """The first lines of each kind; rejected ones first, for they need somebody."""
    texts = upload.shown.get("texts", {})
    return [
        Block(
            title, (Column("Line"),), tuple(Row((text,)) for text in texts.get(name, [])), "None."
        )
        for title, name in (("Rejected", "changed"), ("Paid", "added"))
    ]
