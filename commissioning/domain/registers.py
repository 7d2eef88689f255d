"""How many patients a register needs, for a share of the list: exact, in whole numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

HUNDRED = 100


def at_least(patients: int, listed: int, percent: int) -> bool:
    """Say whether a register is at least a share of the list: exact, in whole numbers.

    240 of 12,001 is 1.9998% and fails a test of 2%, whatever it prints as. Clause: S0, Payment c.
    """
    return HUNDRED * patients >= percent * listed


def needed(listed: int, percent: int) -> int:
    """The smallest register that is at least a share of the list: 241 for 2% of 12,001."""
    return -(-percent * listed // HUNDRED)


def share_in_words(patients: int, listed: int, percent: int) -> str:
    """A register's share of the list with as many places as it takes not to look like the bar.

    240 of 12,001 prints as 1.9998%, never as 2.00%; 241 as 2.01%; a share of exactly 2% as 2%.
    """
    if not listed:
        return ""
    share = Decimal(HUNDRED * patients) / Decimal(listed)
    enough = at_least(patients, listed, percent)
    for places in range(2, 12):
        rounded_share = share.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        if (rounded_share >= percent) == enough and (rounded_share != percent or share == percent):
            text = f"{rounded_share:f}"
            return f"{text.rstrip('0').rstrip('.') if share == percent else text}%"
    return f"{'at least' if enough else 'under'} {percent}%"
