"""Bars that stand on a line, for an SVG without any style in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Self

WIDTH, HEIGHT, TOP, BOTTOM = 720, 260, 16, 32
HALF = Decimal("0.5")
ONE = Decimal(1)  # the least that can be seen


@dataclass(frozen=True, slots=True)
class Paint:
    """What the parts of one kind are called in the key, and how they are drawn."""

    title: str
    fill: str
    stroke: str = ""
    dashes: str = ""


class Part(NamedTuple):
    """One part of a stack: its kind, how far down it begins, and how tall it is."""

    kind: str
    upper: Decimal
    height: Decimal


@dataclass(frozen=True, slots=True)
class Stack:
    """The parts of one place on the line, and its label, if it has one."""

    label: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Bar:
    kind: str
    paint: Paint
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A label under a stack, or a line across with its number."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """What a template draws. Positions are texts with one decimal place."""

    title: str
    description: str
    left: int
    baseline: str  # none: the lowest line across is enough
    bars: tuple[Bar, ...]
    ticks: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    key: tuple[Paint, ...]
    width: int = WIDTH
    height: int = HEIGHT
    label_y: int = HEIGHT - 8

    @classmethod
    def of(
        cls,
        title: str,
        description: str,
        stacks: Sequence[Stack],
        *,
        paints: Mapping[str, Paint],
        ticks: Iterable[tuple[Decimal, str]],
        left: int,
        share: Decimal,
        baseline: Decimal | None = None,
    ) -> Self:
        """Draw stacks side by side.

        `ticks` are lines across, by how far down they are; `share` is how much of its room a bar
        takes up; `baseline` is where the bars stand, if not on the lowest line across.
        """
        room = Decimal(WIDTH - left) / max(1, len(stacks))
        return cls(
            title=title,
            description=description,
            left=left,
            baseline="" if baseline is None else _text(baseline),
            bars=tuple(
                Bar(
                    kind=part.kind,
                    paint=paints[part.kind],
                    x=_text(left + room * place + room * (1 - share) / 2),
                    y=_text(part.upper),
                    width=_text(room * share),
                    height=_text(part.height),
                )
                for place, stack in enumerate(stacks)
                for part in stack.parts
            ),
            ticks=tuple(Mark(_text(down), text) for down, text in ticks),
            labels=tuple(
                Mark(_text(left + room * (place + HALF)), stack.label)
                for place, stack in enumerate(stacks)
                if stack.label
            ),
            key=tuple(paints.values()),
        )


def _text(number: Decimal) -> str:
    return f"{number:.1f}"
