"""Agreeing how a payee pays back: one person proposes a plan, another approves it."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.money import PENNY, pounds
from commissioning.domain.patient_data import patient_data_in
from commissioning.domain.periods import Month
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from payments.models import RecoveryPlan
from payments.policy.recoveries import can_approve_plan, can_end_plan, can_propose_plan
from payments.rules.recoveries import MOST_MONTHS
from payments.selectors.recoveries import owed_back_by
from payments.selectors.runs import latest_approved_month


@transaction.atomic
def propose_plan(
    *,
    payee: Organisation,
    amount: Decimal,
    first: Month,
    months: int,
    agreed_with: str,
    reason: str,
    by: User,
) -> RecoveryPlan:
    """Propose to take a payee's debt back in parts; nothing changes until somebody approves.

    `amount` pounds over `months` months from `first`, which no approved run may have reached.
    Raises ValidationError naming what does not fit.
    """
    change_facts()
    payee = Organisation.objects.select_for_update().get(pk=payee.pk)
    require(can_propose_plan(by, payee))
    _check(payee, amount, first, months, agreed_with, reason)
    plan = RecoveryPlan.objects.create(
        payee=payee,
        amount=amount,
        months=months,
        starts_on=first.first,
        ends_on=first.plus(months - 1).last,
        reason=reason.strip(),
        agreed_with=agreed_with.strip(),
        proposed_by=by,
        proposed_on=today(),
    )
    record("recovery plan proposed", plan, by=by, reason=reason, amount=str(amount), months=months)
    return plan


def _check(
    payee: Organisation, amount: Decimal, first: Month, months: int, agreed_with: str, reason: str
) -> None:
    wrong = _wrong_amount(payee, amount, months)
    last_run = latest_approved_month()
    if last_run is not None and first <= last_run:
        wrong["first"] = f"The run of {last_run} is approved: begin in {last_run.plus(1)} or later"
    prompts = {
        "agreed_with": "Enter who agreed it, and as what",
        "reason": "Enter why it is spread",
    }
    for name, text in (("agreed_with", agreed_with), ("reason", reason)):
        if problem := patient_data_in(text) if text.strip() else prompts[name]:
            wrong[name] = problem
    if wrong:
        raise ValidationError(wrong)
    ends_on = first.plus(months - 1).last
    if RecoveryPlan.objects.filter(
        payee=payee, ended_on__isnull=True, starts_on__lte=ends_on, ends_on__gte=first.first
    ).exists():
        raise ValidationError(
            f"{payee.code} has a plan for some of these months already: end it first"
        )


def _wrong_amount(payee: Organisation, amount: Decimal, months: int) -> dict[str, str]:
    """What does not fit with the sum and its number of parts, by field."""
    owed = owed_back_by(payee, today())
    if not 1 <= months <= MOST_MONTHS:
        return {"months": f"Enter a number of months from 1 to {MOST_MONTHS}"}
    if amount <= 0:
        return {"amount": "Enter the pounds to be spread, above 0"}
    if not owed:
        return {"amount": f"{payee.code} owes nothing back: there is nothing to spread"}
    if amount > owed:
        return {
            "amount": f"{payee.code} owes back {pounds(owed)}: a plan cannot spread more than that"
        }
    if amount < months * PENNY:
        return {"months": "Enter fewer months: each part must come to a penny or more"}
    return {}


@transaction.atomic
def approve_plan(*, plan: RecoveryPlan, by: User) -> RecoveryPlan:
    """Approve a plan: from its first month on, a run takes back no more than its part.

    Refuses the person who proposed it, and a plan whose first month has been paid meanwhile.
    """
    change_facts()
    plan = RecoveryPlan.objects.select_for_update().get(pk=plan.pk)
    require(can_approve_plan(by, plan))
    last_run = latest_approved_month()
    if last_run is not None and Month.of(plan.starts_on) <= last_run:
        raise ValidationError(
            f"The run of {last_run} is approved meanwhile: end this plan, and propose one from"
            f" {last_run.plus(1)}"
        )
    plan.approved_by, plan.approved_on = by, today()
    plan.save()
    record("recovery plan approved", plan, by=by, amount=str(plan.amount), months=plan.months)
    return plan


@transaction.atomic
def end_plan(*, plan: RecoveryPlan, reason: str, by: User) -> RecoveryPlan:
    """End a plan, approved or not: what is left is taken back at once, as without a plan."""
    change_facts()
    plan = RecoveryPlan.objects.select_for_update().get(pk=plan.pk)
    require(can_end_plan(by, plan))
    if not reason.strip():
        raise ValidationError("Enter why the plan ends")
    if problem := patient_data_in(reason):
        raise ValidationError(problem)
    plan.ended_by, plan.ended_on, plan.end_reason = by, today(), reason.strip()
    plan.save()
    record("recovery plan ended", plan, by=by, reason=reason)
    return plan
