"""Setting what is set aside for a specification in a financial year."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.money import pounds, to_the_penny
from commissioning.domain.periods import FinancialYear
from commissioning.models import SpecificationVersion, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from payments.models import Budget
from payments.policy.forecasts import sets_budgets

MOST = Decimal(1_000_000_000)  # pounds


@transaction.atomic
def set_budget(
    *, specification: str, year: FinancialYear, amount: Decimal, note: str = "", by: User
) -> Budget:
    """Set a budget from today; what was set before stays on record.

    Raises ValidationError for a specification that nobody published, or an amount that cannot be.
    """
    require(sets_budgets(by))
    if not SpecificationVersion.objects.filter(code=specification).exists():
        raise ValidationError(f"No specification is called “{specification}”")
    if not 0 <= amount <= MOST or amount != to_the_penny(amount):
        raise ValidationError(
            {"amount": "The budget must be pounds and pence, from 0 to 1,000,000,000"}
        )
    budget = Budget.objects.create(
        specification=specification,
        year=year.start,
        amount=amount,
        note=note,
        set_by=by,
        set_on=today(),
    )
    record("budget set", budget, by=by, reason=note, amount=pounds(amount))
    return budget
