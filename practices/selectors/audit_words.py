"""How audits of registers are said, on forms and on pages."""

from __future__ import annotations

from commissioning.domain.registers import share_in_words
from practices.selectors.audits import Position


def bar_in_words(position: Position) -> str:
    """How many patients a practice needs, and of which list."""
    if position.list is None:
        return "No list size is on record, so nothing says how many are needed"
    return (
        f"{position.needed:,} needed: {position.percent}% of the list of {position.listed:,}"
        f" ({position.list.in_words})"
    )


def found_in_words(position: Position) -> str:
    """What the audit found against the bar: “240 of 12,001 is 1.9998%: 1 too few”."""
    if position.count is None:
        return "Not counted yet"
    patients = position.count.patients
    if position.listed is None or position.needed is None:
        return f"{patients:,} patients, and no list to hold them against"
    share = share_in_words(patients, position.listed, position.percent)
    words = f"{patients:,} of {position.listed:,} is {share}"
    if position.passes:
        return f"{words}: at least {position.percent}%"
    return f"{words}: under {position.percent}%, {position.needed - patients:,} too few"
