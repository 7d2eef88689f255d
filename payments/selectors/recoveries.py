"""What payees owe back, and the plans by which they pay it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation, User
from payments.models import PaymentLine, PaymentRun, RecoveryPlan
from payments.policy.recoveries import reads_recoveries
from payments.rules.lines import DEBT
from payments.selectors.effects import prospect
from payments.selectors.runs import latest_approved_month

APPROVED = PaymentRun.Status.APPROVED


def month_to_start(on: date) -> Month:
    """The first month in which a plan can begin: the one after the latest approved run."""
    last = latest_approved_month()
    return last.plus(1) if last else Month.of(on)


def carried_forward() -> dict[int, Decimal]:
    """What each payee owed back after the latest approved run, by its key; those that owe."""
    debts = PaymentLine.objects.filter(kind=DEBT, calculation__run__status=APPROVED)
    totals = debts.values("calculation__payee").annotate(total=Sum("amount")).order_by()
    return {row["calculation__payee"]: row["total"] for row in totals if row["total"]}


def taken_in_draft(payees: set[int] | None = None) -> dict[int, Decimal]:
    """What the draft run takes back by its other lines, by the payee's key."""
    lines = PaymentLine.objects.filter(
        calculation__run__status=PaymentRun.Status.DRAFT, amount__lt=0
    ).exclude(kind=DEBT)
    if payees is not None:
        lines = lines.filter(calculation__payee__in=payees)
    totals = lines.values("calculation__payee").annotate(total=Sum("amount")).order_by()
    return {row["calculation__payee"]: -row["total"] for row in totals}


def owed_back_by(payee: Organisation, on: date) -> Decimal:
    """What a payee owes back: carried forward, and taken back by the draft or by the next run.

    Where there is no draft, what the next run will take back is foreseen by the rules of runs.
    """
    carried = PaymentLine.objects.filter(
        kind=DEBT, calculation__run__status=APPROVED, calculation__payee=payee
    ).aggregate(total=Sum("amount"))["total"]
    if PaymentRun.objects.filter(status=PaymentRun.Status.DRAFT).exists():
        taken = taken_in_draft({payee.pk}).get(payee.pk, NOTHING)
    else:
        taken = -sum(
            (amount for amount in prospect(payee, _years(on), on).amounts.values() if amount < 0),
            start=NOTHING,
        )
    return (carried or NOTHING) + taken


def _years(on: date) -> list[FinancialYear]:
    """The financial year of a day, and the one before."""
    year = Month.of(on).financial_year
    return [FinancialYear(year.start - 1), year]


@dataclass(frozen=True, slots=True)
class IndebtedPayee:
    """A payee that owes something back, and the plan that stands or waits, if any."""

    payee: Organisation
    carried: Decimal
    in_draft: Decimal
    plan: RecoveryPlan | None

    @property
    def owed(self) -> Decimal:
        return self.carried + self.in_draft

    def is_closed(self, on: date) -> bool:
        """Say whether the payee has closed: nothing more will be paid to set the debt against."""
        return self.payee.closed_on is not None and self.payee.closed_on < on


def owing_visible_to(user: User, on: date) -> list[IndebtedPayee]:
    """Every payee that owes something back, the largest sum first."""
    if not reads_recoveries(user):
        return []
    carried, draft = carried_forward(), taken_in_draft()
    payees = Organisation.objects.in_bulk([*carried, *draft])
    plans = {
        plan.payee_id: plan
        for plan in RecoveryPlan.objects.filter(
            payee__in=payees, ended_on__isnull=True, ends_on__gte=on
        ).select_related("proposed_by", "approved_by")
    }
    debts = [
        IndebtedPayee(payee, carried.get(pk, NOTHING), draft.get(pk, NOTHING), plans.get(pk))
        for pk, payee in payees.items()
    ]
    return sorted(debts, key=lambda debt: (-debt.owed, debt.payee.code))


def plans_visible_to(user: User) -> QuerySet[RecoveryPlan]:
    plans = RecoveryPlan.objects.select_related("payee", "proposed_by", "approved_by", "ended_by")
    return plans if reads_recoveries(user) else plans.none()


def plan_of(user: User, number: int) -> RecoveryPlan | None:
    return plans_visible_to(user).filter(pk=number).first()


def plans_waiting() -> QuerySet[RecoveryPlan]:
    """Plans that somebody proposed and nobody has approved or ended."""
    return RecoveryPlan.objects.filter(
        Q(approved_by__isnull=True) & Q(ended_on__isnull=True)
    ).select_related("payee", "proposed_by")


def debt_lines_of(payee: Organisation) -> list[PaymentLine]:
    """A payee's debts carried forward and taken back, run by run."""
    return list(
        PaymentLine.objects.filter(kind=DEBT, calculation__payee=payee)
        .select_related("calculation__run")
        .defer("calculation__run__changes")
        .order_by("calculation__run__month", "calculation__run__supplement")
    )
