"""Pounds and pence: how an amount is rounded, and how a sum is shared out whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
NOTHING = Decimal("0.00")


def to_the_penny(amount: Decimal) -> Decimal:
    """Round to the nearest penny, half a penny upwards: the one rounding rule of every payment."""
    return amount.quantize(PENNY, ROUND_HALF_UP)


def shared_out(total: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Share a sum of pounds by weight so that the parts add up to it (largest remainder).

    Each part is first cut down to a whole penny; the pennies left over go one each to the largest
    remainders, the earlier in the list where two are alike. A negative total is shared likewise.
    Raises ValueError when there is nobody to share with.
    """
    whole = sum(weights, start=Decimal(0))
    if whole <= 0 or min(weights) < 0:
        message = "There is nobody to share with: give at least one weight above zero, none below"
        raise ValueError(message)
    exact = [total * weight / whole for weight in weights]
    parts = [part.quantize(PENNY, ROUND_DOWN) for part in exact]
    penny = PENNY.copy_sign(total)
    left_over = int((total - sum(parts, start=Decimal(0))) / penny) if total else 0
    by_remainder = sorted(range(len(parts)), key=lambda i: (-abs(exact[i] - parts[i]), i))
    for position in by_remainder[:left_over]:
        parts[position] += penny
    return tuple(parts)


def pounds(amount: Decimal) -> str:
    """Write an amount as people read it: 21,155.55, with a true minus sign kept as "-"."""
    return f"{amount:,.2f}"
