"""How several lines were reached, told once: what they share as a list, the rest by month.

A year's catch-up is twelve lines whose derivations differ in a few numbers. Lines whose derivations
have the same shape, and the same figures wherever a figure stands for every month, are told
together: the steps once, and a table with a row for each line and a column for each step whose
number is the month's own. Pure: every number is one that was stored when it was calculated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from payments.rules.unfolding import DerivationStep

Line = TypeVar("Line")
Shape = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class StepCell:
    """A step's number in one line, with how and from where if that differs from line to line."""

    value: str
    how: str
    source: str


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step as it is told: its own value, or the column that holds one for each line."""

    label: str
    value: str
    how: str
    source: str
    column: str
    under: list[StepWords] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DerivationRow(Generic[Line]):
    """One line: its amount, and its number in each column."""

    line: Line
    amount: StepCell
    cells: tuple[StepCell, ...]


@dataclass(frozen=True, slots=True)
class Reckoning(Generic[Line]):
    """Some lines and how they were reached: the steps, and what differs by line."""

    root: StepWords
    columns: tuple[str, ...]
    rows: tuple[DerivationRow[Line], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(row.line for row in self.rows)


AS_THE_AMOUNT = "the amount itself"


def reckonings(
    title: str, lines: Iterable[tuple[Line, Sequence[DerivationStep]]]
) -> list[Reckoning[Line]]:
    """Tell lines together where their derivations allow it, in the order in which they come.

    The title stands for them all where each has a name of its own.
    """
    groups: dict[Shape, list[tuple[Line, Sequence[DerivationStep]]]] = {}
    for line, steps in lines:
        groups.setdefault(_shape(steps), []).append((line, steps))
    return [_told_together(title, group) for group in groups.values()]


def _shape(steps: Sequence[DerivationStep]) -> Shape:
    """What lines that are told together have in common; the first step is the line itself."""
    return tuple(
        (step.depth, step.name, step.monthly)
        if step.monthly
        else (step.depth, step.name, step.value, step.how, step.source)
        for step in steps[1:]
    )


def _told_together(
    title: str, group: list[tuple[Line, Sequence[DerivationStep]]]
) -> Reckoning[Line]:
    several = len(group) > 1
    steps = [line_steps for _, line_steps in group]
    columns: list[str] = []
    amounts: list[StepCell] = []
    cells: list[list[StepCell]] = [[] for _ in group]
    root: StepWords | None = None
    open_at: list[StepWords] = []  # the step told last at each depth
    for place, first in enumerate(steps[0]):
        same = [line_steps[place] for line_steps in steps]
        how = _alike([step.how for step in same])
        source = _alike([step.source for step in same])
        differs = several and (
            place == 0 or len({(step.value, step.how, step.source) for step in same}) > 1
        )
        step_cells = [
            StepCell(step.value, "" if how else step.how, "" if source else step.source)
            for step in same
        ]
        repeats = _repeats(step_cells, amounts)
        column = _column(first.name, columns) if differs and place and not repeats else ""
        if not place:
            amounts = step_cells
        elif column:
            columns.append(column)
            for row, cell in zip(cells, step_cells, strict=True):
                row.append(cell)
        name = first.name if place or len({step.name for step in same}) == 1 else title
        entry = StepWords(
            label=name if differs or (several and first.monthly) else first.label,
            value=(AS_THE_AMOUNT if repeats else "") if differs else first.value,
            how=how,
            source=source,
            column=column,
        )
        if root is None:
            root = entry
        else:
            open_at[first.depth - 1].under.append(entry)
        open_at[first.depth :] = [entry]
    if root is None:
        message = "A line without any step has no derivation to tell"
        raise ValueError(message)
    rows = tuple(
        DerivationRow(line, amount, tuple(row))
        for (line, _), amount, row in zip(group, amounts, cells, strict=True)
    )
    return Reckoning(root, tuple(columns), rows)


def _repeats(cells: Sequence[StepCell], amounts: Sequence[StepCell]) -> bool:
    """Say whether a step's numbers are the amounts again, with nothing to add by line."""
    return bool(amounts) and all(
        cell.value == amount.value and not (cell.how or cell.source)
        for cell, amount in zip(cells, amounts, strict=True)
    )


def _alike(texts: Sequence[str]) -> str:
    """A text that is the same in every line, or nothing."""
    return texts[0] if len(set(texts)) == 1 else ""


def _column(name: str, columns: Sequence[str]) -> str:
    """A column's heading; a second one of the same name is numbered."""
    heading, number = name, 1
    while heading in columns:
        number += 1
        heading = f"{name} ({number})"
    return heading
