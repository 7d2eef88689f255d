"""What was exported, sent, confirmed, rejected, and what waits for the payer's answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from commissioning.domain.money import NOTHING
from commissioning.models import AuditEvent, User
from payments.models import (
    Confirmation,
    ConfirmationFile,
    PaymentLine,
    PaymentRun,
    Reissue,
    Sending,
)
from payments.policy.sent_payments import reads_confirmations

EXPORTED = ("payment schedule exported", "payer's file exported")


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was made of an approved run: its hash tells it from any other."""

    sha256: str
    file_name: str
    by: User
    at: Any


def exports_of(run: PaymentRun) -> list[Export]:
    """The files exported since a run was approved, newest first, each hash once."""
    if run.approved_at is None:
        return []
    subject = f"{PaymentRun._meta.label}:{run.pk}"  # noqa: SLF001  (as the audit trail writes it)
    events = AuditEvent.objects.filter(
        subject=subject, event__in=EXPORTED, at__gte=run.approved_at
    ).select_related("by")
    exports: dict[str, Export] = {}
    for event in events:
        sha256, kind = event.details.get("sha256", ""), event.details.get("format", "csv")
        what = "payments" if event.event == EXPORTED[1] else "schedule"
        exports.setdefault(sha256, Export(sha256, f"{what}-{run.code}.{kind}", event.by, event.at))
    return list(exports.values())


def sending_of(run: PaymentRun) -> Sending | None:
    return Sending.objects.select_related("sent_by", "exported_by").filter(run=run).first()


def latest_sending(line: PaymentLine) -> int:
    """The number of a line's last sending: 0 for the run's own."""
    last = Reissue.objects.filter(line=line).order_by("-number").first()
    return last.number if last else 0


def is_rejected(line: PaymentLine) -> bool:
    """Say whether the payer rejected the line when it was last sent."""
    answer = Confirmation.objects.filter(line=line, number=latest_sending(line)).first()
    return answer is not None and answer.outcome == Confirmation.Outcome.REJECTED


def sent_lines() -> QuerySet[Any]:
    """Every line that was sent and comes to anything, with its last sending and the answer."""
    reissues = Reissue.objects.filter(line=OuterRef("pk")).order_by("-number")
    answers = Confirmation.objects.filter(line=OuterRef("pk"), number=OuterRef("sending_number"))
    return (
        PaymentLine.objects.filter(calculation__run__sending__isnull=False)
        .exclude(amount=0)
        .annotate(
            sending_number=Coalesce(Subquery(reissues.values("number")[:1]), Value(0)),
            answer=Subquery(answers.values("outcome")[:1]),
            answer_key=Subquery(answers.values("pk")[:1]),
            answered_on=Subquery(answers.values("paid_on")[:1]),
            payer_reason=Subquery(answers.values("reason")[:1]),
            state=Case(
                When(answer="paid", then=Value("paid")),
                When(answer="rejected", then=Value("rejected")),
                default=Value("waiting"),
            ),
        )
    )


def not_paid(user: User) -> QuerySet[Any]:
    """Lines that were sent and that the payer has not confirmed as paid, oldest run first."""
    if not reads_confirmations(user):
        return PaymentLine.objects.none()
    return (
        sent_lines()
        .exclude(state="paid")
        .select_related("calculation__run", "calculation__payee")
        .defer("calculation__derivation", "calculation__run__changes")
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class SendingProgress:
    """How far a run that was sent has come: lines and pounds paid, rejected and unanswered."""

    run: PaymentRun
    sending: Sending
    lines: dict[str, int]
    amounts: dict[str, Decimal]

    def count(self, state: str) -> int:
        return self.lines.get(state, 0)

    def amount(self, state: str) -> Decimal:
        return self.amounts.get(state, NOTHING)


def not_paid_line(user: User, answer: int) -> PaymentLine | None:
    """The line that an answer of the payer's rejected, where the person may see it."""
    line: PaymentLine | None = not_paid(user).filter(confirmations=answer).first()
    return line


def runs_sent(user: User) -> QuerySet[Sending]:
    if not reads_confirmations(user):
        return Sending.objects.none()
    return Sending.objects.select_related("run", "sent_by").defer("run__changes")


def progress_of(sendings: Sequence[Sending]) -> list[SendingProgress]:
    """The progress of some sendings, in their order."""
    progress_by_sending = {
        sending_progress.sending.pk: sending_progress
        for sending_progress in progress([sending.run for sending in sendings])
    }
    return [progress_by_sending[sending.pk] for sending in sendings]


def progress(runs: Iterable[PaymentRun] | None = None) -> list[SendingProgress]:
    """Every run that was sent, newest first, with what the payer has answered so far."""
    sendings = Sending.objects.select_related("run", "sent_by", "exported_by").defer("run__changes")
    lines = sent_lines()
    if runs is not None:
        chosen = [run.pk for run in runs]
        sendings = sendings.filter(run__in=chosen)
        lines = lines.filter(calculation__run__in=chosen)
    counted = lines.values("calculation__run", "state").annotate(n=Count("pk"), sum=Sum("amount"))
    states_by_run: dict[int, list[tuple[str, int, Decimal]]] = {}
    for row in counted.order_by():
        states_by_run.setdefault(row["calculation__run"], []).append(
            (row["state"], row["n"], row["sum"])
        )
    return [
        SendingProgress(
            sending.run,
            sending,
            {state: n for state, n, _ in states_by_run.get(sending.run_id, ())},
            {state: total for state, _, total in states_by_run.get(sending.run_id, ())},
        )
        for sending in sendings.order_by("-run__month", "-run__supplement")
    ]


def approved_and_not_sent(since: date | None = None) -> QuerySet[PaymentRun]:
    """Approved runs that nobody has sent to the payer yet, oldest first."""
    runs = PaymentRun.objects.filter(status=PaymentRun.Status.APPROVED, sending__isnull=True).defer(
        "changes"
    )
    if since:
        runs = runs.filter(month__gte=since)
    return runs.order_by("month", "supplement")


def confirmation_files(user: User) -> QuerySet[ConfirmationFile]:
    if not reads_confirmations(user):
        return ConfirmationFile.objects.none()
    return ConfirmationFile.objects.select_related("uploaded_by")


def counted_not_paid() -> dict[str, int]:
    """How many sent lines are rejected, and how many the payer has not answered."""
    counts = sent_lines().aggregate(
        rejected=Count("pk", filter=Q(state="rejected")),
        waiting=Count("pk", filter=Q(state="waiting")),
    )
    return {name: number or 0 for name, number in counts.items()}


def answers_about(line: PaymentLine) -> list[Confirmation]:
    """Everything the payer said of a line, each time it was sent, oldest first."""
    return list(
        Confirmation.objects.filter(line=line)
        .select_related("file")
        .order_by("number")
        .annotate(uploaded=F("file__uploaded_on"))
    )


def reissues_of(line: PaymentLine) -> list[Reissue]:
    return list(Reissue.objects.filter(line=line).select_related("reissued_by").order_by("number"))
