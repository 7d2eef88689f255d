"""Lists of runs, payees and lines, as people search and page through them."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from commissioning.models import Organisation, User
from payments.models import PayeeTotal, PaymentLine, PaymentRun
from payments.policy.runs import reads_every_payment
from payments.rules.lines import DEBT
from payments.selectors.visible import payees_visible_to


def totals_in(run: PaymentRun) -> QuerySet[PayeeTotal]:
    """What a run comes to for each payee."""
    return PayeeTotal.objects.filter(run=run)


def payees_listed(user: User, run: PaymentRun | None) -> QuerySet[Organisation]:
    """The payees that a person may see, each with its amount in a run."""
    return payees_visible_to(user).annotate(latest_amount=_amount_in(run))


def lines_listed(run: PaymentRun, payee: Organisation) -> QuerySet[PaymentLine]:
    """A payee's lines in a run with their `place`: gaps first, then by term and month, debts last.

    The run was read with the payee's part of it, so the lines are in it.
    """
    lines = PaymentLine.objects.filter(calculation__run=run, calculation__payee=payee)
    turn = Case(
        When(~Q(calculation__gap=""), then=Value("0")),
        When(kind=DEBT, then=Value("2")),
        default=Value("1"),
        output_field=CharField(),
    )
    parts = (
        turn,
        F("calculation__specification_code"),
        F("calculation__term"),
        F("calculation__for_code"),
        Cast("for_month", CharField()),
    )
    spaced = [piece for part in parts for piece in (part, Value("/"))]
    return lines.select_related("calculation__run", "calculation__specification").annotate(
        place=Concat(*spaced, output_field=CharField())
    )


def sums_of(run: PaymentRun, payee: Organisation) -> list[tuple[str, int, Decimal]]:
    """What a payee is paid in a run under each specification: its code, lines and pounds."""
    lines = PaymentLine.objects.filter(calculation__run=run, calculation__payee=payee)
    sums = lines.values_list("calculation__specification_code").annotate(Count("pk"), Sum("amount"))
    return sorted(sums.order_by(), key=lambda row: (not row[0], row))


def latest_run_for(user: User) -> PaymentRun | None:
    """The newest run to show amounts of: for the CCG drafts too, for others approved ones."""
    runs = PaymentRun.objects.defer("changes").order_by("-month", "-supplement")
    if reads_every_payment(user):
        return runs.first()
    return runs.filter(status=PaymentRun.Status.APPROVED).first()


def _amount_in(run: PaymentRun | None) -> Subquery:
    totals = PayeeTotal.objects.filter(run=run, payee=OuterRef("pk"))
    return Subquery(totals.values("amount")[:1])


def amount_of(payee: Organisation) -> Decimal | None:
    """What the latest run comes to for a listed payee; nothing where it has no line."""
    amount: Decimal | None = getattr(payee, "latest_amount", None)
    return amount
