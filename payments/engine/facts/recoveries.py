"""The plans by which payees pay back, that somebody approved and nobody ended."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from commissioning.domain.periods import Month
from commissioning.models import Organisation, User
from commissioning.records.history import key_field, on_record
from payments.models import RecoveryPlan
from payments.rules.recoveries import Plan, Plans


def plans_in(at: datetime | None = None) -> Plans:
    """Every plan that stands, by payee; as it stood at a moment where one is asked for."""
    rows = list(
        on_record(RecoveryPlan, at)
        .filter(approved_on__isnull=False, ended_on__isnull=True)
        .values(
            "payee_id",
            "amount",
            "starts_on",
            "months",
            "agreed_with",
            "approved_by_id",
            "approved_on",
            "reason",
        )
    )
    if not rows:
        return {}
    key = key_field(at)
    payees = on_record(Organisation, at).filter(**{f"{key}__in": {row["payee_id"] for row in rows}})
    payees_by_key = {
        pk: (code, closed) for pk, code, closed in payees.values_list(key, "code", "closed_on")
    }
    people = User.objects.in_bulk({row["approved_by_id"] for row in rows})
    plans: dict[str, list[Plan]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["starts_on"]):
        code, closed_on = payees_by_key[row["payee_id"]]
        plans[code].append(
            Plan(
                payee=code,
                amount=row["amount"],
                first=Month.of(row["starts_on"]),
                months=row["months"],
                agreed_with=row["agreed_with"],
                approved_by=str(people[row["approved_by_id"]]),
                approved_on=row["approved_on"],
                reason=row["reason"],
                closed_on=closed_on,
            )
        )
    return {payee: tuple(payee_plans) for payee, payee_plans in plans.items()}
