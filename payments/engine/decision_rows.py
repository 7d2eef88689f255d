"""A decision as a file or a form gives it, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payments.models import Decision


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What was decided about one payee, as a file or a form gives it."""

    line: int | None
    organisation_code: str
    specification: str
    kind: Decision.Kind
    subject: str
    outcome: Decision.Outcome
    starts_on: date | None
    ends_on: date | None
    figure: Decimal | None
    reason: str
    decided_by: str
    decided_on: date
    committee: str = ""
    minute: str = ""
