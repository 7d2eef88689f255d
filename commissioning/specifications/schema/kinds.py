"""The closed set of payments, each known by what it pays per and when."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from commissioning.specifications.schema.claims import OnClaim, ProtectedAmount
from commissioning.specifications.schema.payments import (
    PerBed,
    PerListedPatient,
    PerRegisterPatient,
)
from commissioning.specifications.schema.year_end import AtYearEnd

KINDS = {
    ("register patient", "monthly"): "register",
    ("listed patient", "monthly"): "list",
    ("bed", "monthly"): "bed",
    ("register patient", "at year end"): "year end",
    ("listed patient", "at year end"): "year end",
    ("claim", "when decided"): "claim",
    ("protected amount", "monthly"): "protected",
}


def kind_of(value: Any) -> str | None:
    """Which kind of payment a table is, by what it pays per and when."""
    if not isinstance(value, dict):
        return None
    per, paid = value.get("per"), value.get("paid")
    return KINDS.get((per, paid)) if isinstance(per, str) and isinstance(paid, str) else None


PaymentTerm = Annotated[
    Annotated[PerRegisterPatient, Tag("register")]
    | Annotated[PerListedPatient, Tag("list")]
    | Annotated[PerBed, Tag("bed")]
    | Annotated[AtYearEnd, Tag("year end")]
    | Annotated[OnClaim, Tag("claim")]
    | Annotated[ProtectedAmount, Tag("protected")],
    Discriminator(
        kind_of,
        custom_error_type="house",
        custom_error_message="`per` and `paid` do not name a kind of payment; allowed: "
        + "; ".join(f"per “{per}” paid “{paid}”" for per, paid in KINDS),
    ),
]
