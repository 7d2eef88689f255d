"""Says which facts made the difference between two derivations of one line."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.domain.figures import Figure
from payments.rules.unfolding import at, number, source_at


def causes(before: Figure | None, after: Figure | None, position: int, past: int) -> str:
    """The given figures that differ between two derivations of one line, in words."""
    if after is None:
        return "nothing more is due under this term"
    was, now = _givens(before, past), _givens(after, position)
    phrases = []
    for label in dict.fromkeys([*now, *was]):
        old, new = was.get(label), now.get(label)
        if old == new or (old and new and old[0] == new[0] and label != DELIVERED):
            continue
        if new is None and old is not None:
            phrases.append(f"{label} no longer counts")
        elif new is not None:
            start = f"{old[0]} → " if old and old[0] != new[0] else ""
            source = f" ({new[1]})" if new[1] else ""
            phrases.append(f"{label}: {start}{new[0]}{source}")
    return "; ".join(phrases)


DELIVERED = "Days of the month delivered"
NO_CAUSE = (  # follow from the calendar, or from earlier runs: nobody changed them
    "Months of the year gone",
    "Days in",
    "Months in a year",
    "Paid so far",
    "The other lines",
    "Debt brought forward",
    "Which yearly amount",
    "This month",
)


def _givens(figure: Figure | None, position: int) -> dict[str, tuple[str, str]]:
    """The facts under a derivation as they stand in one month: number and source, by label."""
    givens: dict[str, tuple[str, str]] = {}
    days = ""
    for leaf in _leaves(figure):
        label = leaf.label.replace("{word}", "the month").replace("{month}", "the month")
        value = number(at(leaf, position))
        if label == "Days in the month":
            days = value
        if not label.startswith(NO_CAUSE):
            givens.setdefault(label, (value, source_at(leaf, position)))
    if DELIVERED in givens and givens[DELIVERED][0] == days:
        givens[DELIVERED] = ("all", givens[DELIVERED][1])
    return givens


def _leaves(figure: Figure | None) -> Iterator[Figure]:
    if figure is None:
        return
    if not figure.inputs:
        yield figure
    for input_figure in figure.inputs:
        yield from _leaves(input_figure)
