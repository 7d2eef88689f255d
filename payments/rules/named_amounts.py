"""Amounts that a person names, for a payment and a month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from commissioning.domain.periods import Month


@dataclass(frozen=True, slots=True)
class TakenAway:
    """An amount that is not paid: of which payment, for which month."""

    term: str
    month: Month
    amount: Decimal
