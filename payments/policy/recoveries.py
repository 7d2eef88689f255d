"""Who agrees how a payee pays back, and who approves it."""

from __future__ import annotations

from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import Permission, no
from commissioning.policy.roles import only
from payments.models import RecoveryPlan
from practices.policy.conflicts import no_conflict

reads_recoveries = only(
    Role.FINANCE,
    Role.PRIMARY_CARE,
    reason="Only finance and the CCG's primary care team see what everybody owes back",
)


plans_recoveries = only(Role.FINANCE, reason="Only finance agrees how a payee pays back")


def can_propose_plan(user: User, payee: Organisation) -> Permission:
    allowed = plans_recoveries(user)
    return no_conflict(user, payee) if allowed else allowed


def can_approve_plan(user: User, plan: RecoveryPlan) -> Permission:
    allowed = plans_recoveries(user)
    if not allowed:
        return allowed
    if plan.ended_on:
        return no("This plan was ended")
    if plan.approved_by_id:
        return no("This plan is approved already")
    if plan.proposed_by_id == user.pk:
        return no("You proposed this plan: another person of finance approves it")
    return no_conflict(user, plan.payee)


def can_end_plan(user: User, plan: RecoveryPlan) -> Permission:
    allowed = plans_recoveries(user)
    if not allowed:
        return allowed
    if plan.ended_on:
        return no("This plan was ended already")
    return no_conflict(user, plan.payee)
