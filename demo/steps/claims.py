"""Claims, drafts of claims, and the sample of paid ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from commissioning.clock import today
from commissioning.models import User
from payments.actions.claim_samples import draw_sample, verify_claim
from payments.actions.claim_sheets import save_claim_draft, send_claims
from payments.models import Claim, ClaimSheet
from payments.rules.claim_checks import CostLine
from payments.selectors.claim_samples import drawn_in, samples
from payments.selectors.claim_sheets import practices_to_claim_for
from payments.selectors.claims import term_for_claims

Cost = Mapping[str, Any]


def draft(*, by: User, practice: str, costs: Sequence[Cost]) -> ClaimSheet:
    """Fill a claim form in, and keep it as a draft."""
    return save_claim_draft(
        number=uuid4(),
        practice=practices_to_claim_for(by).get(code=practice),
        specification=_specification(),
        lines=[_typed(each) for each in costs],
        edition=0,
        by=by,
    )


def claim(*, by: User, practice: str, costs: Sequence[Cost], declared_by: str) -> list[Claim]:
    """Fill a claim form in, declare it and send it."""
    term = term_for_claims(today())
    return send_claims(
        sheet=draft(by=by, practice=practice, costs=costs),
        lines=[_line(each) for each in costs],
        declares=term.term.declares if term else (),
        declared_by=declared_by,
        by=by,
    )


def verify_first(*, by: User, note: str) -> None:
    """Verify the first claim of the newest sample."""
    first = drawn_in(samples()[0])[0]
    verify_claim(drawn=first, verified=True, note=note, by=by)


def _specification() -> str:
    term = term_for_claims(today())
    return term.specification.code if term else ""


def _line(cost: Cost) -> CostLine:
    return CostLine(
        category=cost["category"],
        incurred_on=cost["day"],
        quantity=Decimal(cost["quantity"]),
        unit_cost=Decimal(cost["unit_cost"]),
        other_funding=Decimal(cost.get("other_funding", "0.00")),
        description=cost["description"],
    )


def _typed(cost: Cost) -> dict[str, str]:
    day = cost["day"]
    return {
        "category": cost["category"],
        "incurred_on-day": str(day.day),
        "incurred_on-month": str(day.month),
        "incurred_on-year": str(day.year),
        "quantity": cost["quantity"],
        "unit_cost": cost["unit_cost"],
        "other_funding": cost.get("other_funding", ""),
        "description": cost["description"],
    }


DEEDS: dict[str, Callable[..., Any]] = {
    "claim": claim,
    "draft a claim": draft,
    "draw a sample of claims": draw_sample,
    "verify the first claim drawn": verify_first,
}
