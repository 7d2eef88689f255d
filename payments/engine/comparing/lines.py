"""Which lines differ between two workings of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from commissioning.domain.periods import Month
from payments.engine import store

Place = tuple[str, str, str, str]  # specification, term, payee, for whom


@dataclass(slots=True)
class Working:
    """What a run has in one place: kind and amount by month, and the derivations as stored."""

    lines: dict[Month, tuple[str, Decimal]] = field(default_factory=dict)
    derivations: list[str] = field(default_factory=list)


Workings = dict[Place, Working]


def compared(
    before: Iterable[store.StoredCalculation], after: Iterable[store.StoredCalculation]
) -> tuple[Workings, Workings]:
    """What two workings of a run have in the places where they differ.

    They are compared as text, one calculation at a time, so that a run of any size can be.
    """
    was: Workings = {}
    now: Workings = {}
    left = {calculation.key: calculation for calculation in before}
    for calculation in after:
        earlier_calculation = left.pop(calculation.key, None)
        if earlier_calculation is None or earlier_calculation.lines != calculation.lines:
            _note(now, calculation)
            if earlier_calculation:
                _note(was, earlier_calculation)
    for calculation in left.values():
        _note(was, calculation)
    return was, now


def _note(workings: Workings, calculation: store.StoredCalculation) -> None:
    key = calculation.key
    working = workings.setdefault((key.specification, key.term, key.payee, key.for_code), Working())
    for month, kind, amount in store.amounts(calculation.lines):
        working.lines[month] = (kind, amount)
    working.derivations.append(calculation.derivation)


Line = tuple[str, Decimal] | None


def moved(was: Workings, now: Workings) -> Iterator[tuple[Place, Month, Line, Line]]:
    """Each line that one working has and the other has not, in order."""
    nothing = Working()
    for place in sorted(set(was) | set(now)):
        old, new = was.get(place, nothing).lines, now.get(place, nothing).lines
        for month in sorted(set(old) | set(new)):
            if old.get(month) != new.get(month):
                yield place, month, old.get(month), new.get(month)


def differences(was: Workings, now: Workings) -> Iterator[str]:
    """The same in words."""
    for (_, term, payee, for_code), month, old, new in moved(was, now):
        whom = payee if for_code == payee else f"{payee} for {for_code}"
        yield (
            f"{whom}, {term}, {month}: {_words(old)} was prepared,"
            f" {_words(new)} follows from the facts"
        )


def _words(line: Line) -> str:
    return f"{line[1]} ({line[0]})" if line else "no line"
