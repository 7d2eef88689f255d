"""Whether a practice may choose an offer, and what falls short of a share of a list."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

WHOLE = Decimal(1)


def needed(patients: Decimal, percent: Decimal) -> int:
    """The fewest people that reach a share of a list: 149 are 2% of 7,423, 148 are not."""
    return int((patients * percent / 100).quantize(WHOLE, rounding=ROUND_CEILING))


def qualifies(residents: int, patients: Decimal, percent: Decimal) -> bool:
    """Whether residents are under a share of the list, exactly (interpretation D-22)."""
    return residents * 100 < percent * patients
