"""What finance keeps beside facts: protected amounts and ledger codes, for a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from commissioning.models import Organisation, User
from payments.models import LedgerCode, ProtectedSum
from payments.policy.runs import reads_every_payment
from payments.selectors.decisions import MOST_NAMED


def protected_sums_visible_to(user: User) -> QuerySet[ProtectedSum]:
    sums = ProtectedSum.objects.select_related("practice")
    return sums if reads_every_payment(user) else sums.none()


def ledger_codes_visible_to(user: User) -> QuerySet[LedgerCode]:
    return LedgerCode.objects.all() if reads_every_payment(user) else LedgerCode.objects.none()


def practices_named() -> list[tuple[str, str]]:
    """Every practice by code and name; none where they are too many to choose from."""
    practices = Organisation.objects.filter(kind=Organisation.Kind.PRACTICE).order_by("name")
    rows = list(practices[: MOST_NAMED + 1])
    return [(practice.code, str(practice)) for practice in rows] if len(rows) <= MOST_NAMED else []


def kept_amount(practice: str, service: str, starts_on: str) -> dict[str, Any]:
    """What is on record of one amount, to be corrected; nothing where there is none."""
    try:
        day = date.fromisoformat(starts_on)
    except ValueError:
        return {}
    protected_sum = ProtectedSum.objects.filter(
        practice__code=practice[:6], service=service.replace("\0", "")[:200], starts_on=day
    ).first()
    if protected_sum is None:
        return {}
    return {
        "practice": practice,
        "service": protected_sum.service,
        "annual_amount": protected_sum.annual_amount,
        "covers": protected_sum.covers,
        "starts_on": protected_sum.starts_on,
        "ends_on": protected_sum.ends_on,
    }
