"""Deciding claims: one by one, or several alike, always as decisions of the commissioner."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.imports import ImportOutcome
from commissioning.models import User
from payments.actions.decisions import DecisionRow, record_decisions
from payments.models import Claim, Decision


@transaction.atomic
def decide_claims(
    *,
    claims: Sequence[Claim],
    outcome: str,
    reason: str,
    decided_by: str,
    by: User,
    figure: Decimal | None = None,
) -> ImportOutcome:
    """Pay or refuse claims, or withdraw what was decided: all of them or none.

    `figure` is the most that is paid of each, where that is less than the rules allow. Raises
    FileRefusedError naming the claims that cannot be decided, and why.
    """
    if not claims:
        raise ValidationError("Choose at least one claim")
    rows = [
        DecisionRow(
            line=None,
            organisation_code=claim.practice.code,
            specification=claim.specification,
            kind=Decision.Kind.CLAIM,
            subject=claim.reference,
            outcome=Decision.Outcome(outcome),
            starts_on=None,
            ends_on=None,
            figure=figure,
            reason=reason,
            decided_by=decided_by,
            decided_on=today(),
        )
        for claim in claims
    ]
    return record_decisions(rows=rows, by=by)
