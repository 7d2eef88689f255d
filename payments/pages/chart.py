"""A year's months as bars: where each stands and how tall, for an SVG without any style in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Self

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from payments.pages.words import sterling

WIDTH, LEFT, TOP, BOTTOM, HEIGHT = 720, 104, 16, 32, 260
BAR = Decimal("0.62")  # of the room a month has
STEPS = (1, 2, 5)

Height = Callable[[Decimal], Decimal]  # how far down an amount stands


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a month comes to, by how sure it is."""

    month: Month
    paid: Decimal = NOTHING
    due: Decimal = NOTHING
    forecast: Decimal = NOTHING

    @property
    def total(self) -> Decimal:
        return self.paid + self.due + self.forecast


@dataclass(frozen=True, slots=True)
class Bar:
    kind: str  # paid, due or forecast
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Tick:
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars above the line for what is paid, below it for what is taken back."""

    width: int
    height: int
    left: int
    baseline: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Label, ...]
    label_y: int
    description: str

    @classmethod
    def of(cls, months: Sequence[Amounts], description: str) -> Self:
        highest, lowest = _reach(months)
        step = _step(highest - lowest)
        top = max(step, (highest / step).to_integral_value(ROUND_CEILING) * step)
        floor = (lowest / step).to_integral_value(ROUND_FLOOR) * step
        scale = (HEIGHT - TOP - BOTTOM) / (top - floor)

        def y(amount: Decimal) -> Decimal:
            return TOP + (top - amount) * scale

        room = Decimal(WIDTH - LEFT) / max(1, len(months))
        ticks = [floor + step * n for n in range(int((top - floor) / step) + 1)]
        return cls(
            width=WIDTH,
            height=HEIGHT,
            left=LEFT,
            baseline=_said(y(NOTHING)),
            bars=tuple(
                bar
                for position, amounts in enumerate(months)
                for bar in _stacked(amounts, LEFT + room * position, room, y)
            ),
            ticks=tuple(Tick(_said(y(tick)), sterling(tick).removesuffix(".00")) for tick in ticks),
            labels=tuple(
                Label(_said(LEFT + room * (position + Decimal("0.5"))), f"{amounts.month.first:%b}")
                for position, amounts in enumerate(months)
            ),
            label_y=HEIGHT - 8,
            description=description,
        )


def _reach(months: Sequence[Amounts]) -> tuple[Decimal, Decimal]:
    """How far the bars go above the line, and below it."""
    up, down = [NOTHING], [NOTHING]
    for amounts in months:
        parts = (amounts.paid, amounts.due, amounts.forecast)
        up.append(sum((part for part in parts if part > 0), start=NOTHING))
        down.append(sum((part for part in parts if part < 0), start=NOTHING))
    return max(up), min(down)


def _step(reach: Decimal) -> Decimal:
    """A round number of pounds between the lines, so that there are three to six of them."""
    size = Decimal(1)
    while True:
        for factor in STEPS:
            if reach <= size * factor * 5:
                return size * factor
        size *= 10


def _stacked(
    amounts: Amounts, start: Decimal, room: Decimal, y: Callable[[Decimal], Decimal]
) -> list[Bar]:
    up, down = NOTHING, NOTHING
    bars = []
    for kind in ("paid", "due", "forecast"):
        amount: Decimal = getattr(amounts, kind)
        if not amount:
            continue
        base = up if amount > 0 else down
        upper, lower = max(base, base + amount), min(base, base + amount)
        up, down = (up + amount, down) if amount > 0 else (up, down + amount)
        bars.append(
            Bar(
                kind=kind,
                x=_said(start + room * (1 - BAR) / 2),
                y=_said(y(upper)),
                width=_said(room * BAR),
                height=_said(max(Decimal(1), y(lower) - y(upper))),
            )
        )
    return bars


def _said(number: Decimal | int) -> str:
    return f"{Decimal(number):.1f}"
