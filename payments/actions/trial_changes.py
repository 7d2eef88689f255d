"""What a decision or proposal would change, in pounds: done, looked at, and undone."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from commissioning.clock import today
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation, User
from payments.actions.decisions import record_decisions
from payments.actions.reallocations import propose_reallocation
from payments.engine.decision_rows import DecisionRow
from payments.models import Reallocation, ReallocationShare
from payments.selectors.effects import PaymentEffect, effects, prospect
from payments.selectors.reallocations import shares_of


@transaction.atomic
def rehearse_decision(*, row: DecisionRow, by: User) -> list[PaymentEffect]:
    """Say what a decision would change of what its payee can expect; nothing is kept.

    The same refusals as recording it, from the same action.
    """
    payee = Organisation.objects.filter(code=row.organisation_code).first()
    years = _years_of(row)
    on = today()
    before = prospect(payee, years, on) if payee else None
    here = transaction.savepoint()
    record_decisions(rows=[row], by=by)
    after = prospect(payee, years, on) if payee else None
    transaction.savepoint_rollback(here)
    return effects(before, after) if before and after else []


def _years_of(row: DecisionRow) -> list[FinancialYear]:
    """The years that a decision can bear on: today's, and those that its days lie in."""
    days = [day for day in (row.starts_on, row.ends_on, today()) if day is not None]
    years = {Month.of(day).financial_year for day in days}
    return sorted(years, key=lambda year: year.start)


@transaction.atomic
def rehearse_reallocation(
    *, by: User, **answers: Any
) -> tuple[Reallocation, list[ReallocationShare]]:
    """Say how a pot would be shared; nothing is kept. Takes and refuses what the proposal does."""
    here = transaction.savepoint()
    proposal = propose_reallocation(by=by, **answers)
    shares = shares_of(proposal)
    transaction.savepoint_rollback(here)
    return proposal, shares
