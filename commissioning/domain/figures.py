"""Figures: numbers that remember how they were reached.

A figure is either *given* (a rate, a count, an answer on a return) or *derived* from other figures
by one of the operations below. Values are worked out here and nowhere else, so that a figure cannot
disagree with its own explanation.

A figure is one number, or a *series*: one number for each month of a calculation, in order. A
series lets a year be derived, stored and checked once, while each payment line unfolds to its own
month of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from json.encoder import encode_basestring as quoted
from math import prod
from typing import Any

from commissioning.domain.money import NOTHING, PENNY, shared_out

Series = tuple[Decimal, ...]
Value = Decimal | Series
Text = str | tuple[str, ...]

ZERO = Decimal(0)


def _each(work: Callable[[Sequence[Decimal]], Decimal]) -> Callable[[Sequence[Value]], Value]:
    """Let an operation on numbers work month by month on series too."""

    def apply(values: Sequence[Value]) -> Value:
        lengths = [len(value) for value in values if isinstance(value, tuple)]
        if not lengths:
            return work(values)  # type: ignore[arg-type]  # each is a number: none is a series
        length = lengths[0]
        columns = [value if isinstance(value, tuple) else (value,) * length for value in values]
        return tuple(map(work, zip(*columns, strict=True)))

    return apply


def _product(values: Sequence[Decimal]) -> Decimal:
    first, *others = values
    return prod(others, start=first)


def _shared_over_the_year(values: Sequence[Value]) -> Value:
    """What is due by the end of each month: the yearly amount times months gone, of twelve."""
    annual, gone, months = values
    if not isinstance(annual, Decimal) or isinstance(gone, Decimal) or isinstance(months, tuple):
        message = "A yearly amount is shared out by the months gone by"
        raise TypeError(message)
    return tuple([(annual * k / months).quantize(PENNY, ROUND_HALF_UP) for k in gone])


def _month_less_month_before(values: Sequence[Value]) -> Value:
    (due,) = values
    if isinstance(due, Decimal):
        message = "Only a series of months has a month before"
        raise TypeError(message)
    return tuple([after - before for before, after in pairwise(due)])


def _part_delivered(values: Sequence[Value]) -> Value:
    """A month's instalment for the days delivered of its days; whole months are the instalment."""
    scheduled, delivered, days = values
    if delivered == days and isinstance(scheduled, tuple):
        return tuple([instalment.quantize(PENNY, ROUND_HALF_UP) for instalment in scheduled])
    return _part_of_each(values)


def _for_the_days(values: Sequence[Decimal]) -> Decimal:
    scheduled, delivered, days = values
    return (scheduled * delivered / days).quantize(PENNY, ROUND_HALF_UP)


_part_of_each = _each(_for_the_days)


def _part_of_the_year(values: Sequence[Value]) -> Value:
    """A yearly amount for the months delivered, of twelve, rounded once at the end."""
    annual, delivered, days, months = values
    if not isinstance(delivered, tuple) or not isinstance(days, tuple):
        message = "The months delivered are a series"
        raise TypeError(message)
    if not isinstance(annual, Decimal) or not isinstance(months, Decimal):
        message = "The yearly amount and the months of a year are single numbers"
        raise TypeError(message)
    share = sum(
        (Fraction(part) / Fraction(whole) for part, whole in zip(delivered, days, strict=True)),
        start=Fraction(0),
    )
    owed = annual * share.numerator / (share.denominator * months)
    return owed.quantize(PENNY, ROUND_HALF_UP)


def _chosen(values: Sequence[Value]) -> Value:
    """Month by month, the series that the first input names (1 is the first of them)."""
    choice, *series = values
    if isinstance(choice, Decimal):
        message = "The choice is a series"
        raise TypeError(message)
    picked = []
    for position, number in enumerate(choice):
        value = series[int(number) - 1]
        picked.append(value[position] if isinstance(value, tuple) else value)
    return tuple(picked)


def _total(values: Sequence[Value]) -> Value:
    total = NOTHING
    for value in values:
        total += sum(value, start=ZERO) if isinstance(value, tuple) else value
    return total


def _largest_remainder(values: Sequence[Decimal]) -> Decimal:
    """One place's part of a sum that is shared out by weights, the parts adding up to the sum."""
    pot, place, *weights = values
    return shared_out(pot, weights)[int(place) - 1]


def _debt(values: Sequence[Decimal]) -> Decimal:
    """What keeps a payee's total from falling below nothing, or takes back an earlier debt."""
    others, brought_forward = values
    return max(-brought_forward, -others)


def _debt_under_a_plan(values: Sequence[Decimal]) -> Decimal:
    """As a debt, but no more is taken back than the plan's part: the rest is carried forward."""
    others, brought_forward, taken, part = values
    return max(-brought_forward, -others, taken - part)


OPERATIONS: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "multiply": _each(_product),
    "add": _each(lambda values: sum(values, start=ZERO)),
    "take away": _each(lambda values: values[0] - sum(values[1:], start=ZERO)),
    "divide": _each(lambda values: values[0] / values[1]),
    "the lower of": _each(min),
    "the higher of": _each(max),
    "round to the penny": _each(lambda values: values[0].quantize(PENNY, ROUND_HALF_UP)),
    "round down to whole patients": _each(lambda values: Decimal(values[0].__floor__())),
    "round up to whole patients": _each(lambda values: Decimal(values[0].__ceil__())),
    "due by month": _shared_over_the_year,
    "due this month": _month_less_month_before,
    "part delivered": _part_delivered,
    "part of the year delivered": _part_of_the_year,
    "unless held": _each(lambda values: values[0] if values[1] else min(values[0], NOTHING)),
    "only if every condition is met": _each(
        lambda values: values[0] if all(values[1:]) else NOTHING
    ),
    "by month": _chosen,
    "total": _total,
    "largest remainder": _each(_largest_remainder),
    "debt": _each(_debt),
    "debt under a plan": _each(_debt_under_a_plan),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number (or a series of them), what it is called, where it came from, what it is made of.

    `label` may hold `{month}`, `{word}` and `{position}`, filled in when a line is shown for its
    month. `source` is one text, or a text for each month of a series.
    """

    label: str
    value: Value
    source: Text = ""
    operation: str = "given"
    inputs: tuple[Figure, ...] = ()

    def holds(self) -> bool:
        """Say whether this figure still follows from its inputs, all the way down."""
        return _holds(self, set())

    @property
    def number(self) -> Decimal:
        """The value, where one number is meant. Raises TypeError for a series."""
        if isinstance(self.value, tuple):
            message = f"“{self.label}” is a series of months, not one number"
            raise TypeError(message)
        return self.value

    @property
    def series(self) -> Series:
        """The values, where a series is meant. Raises TypeError for a single number."""
        if isinstance(self.value, tuple):
            return self.value
        message = f"“{self.label}” is one number, not a series of months"
        raise TypeError(message)


def _holds(figure: Figure, verified_ids: set[int]) -> bool:
    if id(figure) in verified_ids:
        return True
    if figure.operation == "given":
        right = not figure.inputs
    else:
        work = OPERATIONS.get(figure.operation)
        right = (
            work is not None
            and figure.value == work([input_figure.value for input_figure in figure.inputs])
            and all(_holds(input_figure, verified_ids) for input_figure in figure.inputs)
        )
    verified_ids.add(id(figure))
    return right


def given(label: str, value: Value | int, *, source: Text = "") -> Figure:
    """Start from a number we were told, saying who told us."""
    return Figure(label, Decimal(value) if isinstance(value, int) else value, source)


def derive(label: str, operation: str, *inputs: Figure, source: Text = "") -> Figure:
    """Make a new figure from others."""
    value = OPERATIONS[operation]([figure.value for figure in inputs])
    return Figure(label, value, source, operation, inputs)


def to_json(root: Figure) -> list[list[Any]]:
    """Write a figure and all it rests on, each once, the inputs before what they make.

    A row is [label, operation, value, source, numbers of the rows it is made of]; the last row is
    the figure itself.
    """
    rows: list[list[Any]] = json.loads(to_text(root, {}))
    return rows


def to_text(root: Figure, texts: dict[int, str]) -> str:
    """The rows of `to_json` as JSON text.

    `known` keeps the text of given figures, by identity, for other derivations that rest on the
    same ones: use it no longer than those figures live.
    """
    rows: list[str] = []
    places: dict[int, int] = {}

    def place(figure: Figure) -> int:
        key = id(figure)
        if key in places:
            return places[key]
        if figure.inputs:
            row = _row(
                figure, ",".join([str(place(input_figure)) for input_figure in figure.inputs])
            )
        else:
            row = texts.get(key) or _row(figure, "")
            texts[key] = row
        rows.append(row)
        places[key] = len(rows) - 1
        return len(rows) - 1

    place(root)
    return f"[{','.join(rows)}]"


def _row(figure: Figure, inputs: str) -> str:
    label, operation = quoted(figure.label), quoted(figure.operation)
    value, source = figure.value, figure.source
    number = _listed(map(str, value)) if isinstance(value, tuple) else f'"{value}"'
    text = f"[{','.join(map(quoted, source))}]" if isinstance(source, tuple) else quoted(source)
    return f"[{label},{operation},{number},{text},[{inputs}]]"


def _listed(numbers: Iterable[str]) -> str:
    between = '","'
    return f'["{between.join(numbers)}"]'


def from_json(rows: Sequence[Sequence[Any]]) -> Figure:
    """Read back what `to_json` wrote. Raises ValueError where it is not a derivation."""
    figures: list[Figure] = []
    for label, operation, value, source, inputs in rows:
        if inputs and not 0 <= min(inputs) <= max(inputs) < len(figures):
            message = f"“{label}” is made of a figure that does not come before it"
            raise ValueError(message)
        figures.append(
            Figure(
                label,
                tuple(map(Decimal, value)) if isinstance(value, list) else Decimal(value),
                tuple(source) if isinstance(source, list) else source,
                operation,
                tuple([figures[number] for number in inputs]),
            )
        )
    if not figures:
        message = "The derivation is empty"
        raise ValueError(message)
    return figures[-1]
