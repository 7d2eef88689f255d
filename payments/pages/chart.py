"""A year's months as bars: above the line what is paid, below it what is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from commissioning.web.charts import BOTTOM, HEIGHT, ONE, TOP, BarChart, Paint, Part, Stack
from payments.pages.words import sterling

LEFT = 104
SHARE = Decimal("0.62")  # of the room a month has
STEPS = (1, 2, 5)

Height = Callable[[Decimal], Decimal]  # how far down an amount stands

PAINTS = {
    "paid": Paint("Paid", "#005eb8"),
    "due": Paint("Due, in a draft run", "#99bfe3", "#005eb8"),
    "forecast": Paint("Forecast", "#ffffff", "#4c6272", "4 3"),
}


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


def months_chart(months: Sequence[Amounts], description: str) -> BarChart:
    """What each month comes to, between lines at round numbers of pounds."""
    highest, lowest = _reach(months)
    step = _step(highest - lowest)
    top = max(step, (highest / step).to_integral_value(ROUND_CEILING) * step)
    floor = (lowest / step).to_integral_value(ROUND_FLOOR) * step
    scale = (HEIGHT - TOP - BOTTOM) / (top - floor)

    def y(amount: Decimal) -> Decimal:
        return TOP + (top - amount) * scale

    ticks = [floor + step * n for n in range(int((top - floor) / step) + 1)]
    return BarChart.of(
        "Payments by month",
        description,
        [Stack(f"{amounts.month.first:%b}", list(_stacked(amounts, y))) for amounts in months],
        paints=PAINTS,
        ticks=[(y(tick), sterling(tick).removesuffix(".00")) for tick in ticks],
        left=LEFT,
        share=SHARE,
        baseline=y(NOTHING),
    )


def _stacked(amounts: Amounts, y: Height) -> Iterator[Part]:
    up, down = NOTHING, NOTHING
    for kind in PAINTS:
        amount: Decimal = getattr(amounts, kind)
        base = up if amount > 0 else down
        upper, lower = max(base, base + amount), min(base, base + amount)
        up, down = (up + amount, down) if amount > 0 else (up, down + amount)
        if amount:
            yield Part(kind, y(upper), max(ONE, y(lower) - y(upper)))


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
