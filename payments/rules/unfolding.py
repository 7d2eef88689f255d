"""Shows a line's derivation to people: a tree of steps, or one plain sentence.

Nothing is worked out here: every number shown is one that was stored when it was calculated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from commissioning.domain.figures import Figure, given
from commissioning.domain.money import NOTHING, PENNY, pounds
from commissioning.domain.periods import Month

OWED = given("Owed for {month}", NOTHING)  # what stands above "Paid so far for {month}"

HOW = {
    "given": "",
    "by month": "",
    "unless held": "unless held",
    "part delivered": "instalment × days delivered ÷ days in the month, rounded to the penny",
    "part of the year delivered": "× months delivered ÷ months, rounded to the penny",
    "take away": "owed less what was paid",
    "only if every condition is met": "only if every condition is met",
    "largest remainder": "shared out whole, pennies left over to the largest remainders",
    "debt": "what keeps the total from falling below 0.00, or takes back an earlier debt",
    "debt under a plan": "as much of what is owed back as the plan leaves for later months",
}


@dataclass(frozen=True, slots=True)
class DerivationStep:
    """One row of an unfolded derivation; depth 0 is the line itself.

    `name` is its label without the month; `monthly` says that its number is the month's own, where
    another step's stands for every month.
    """

    depth: int
    label: str
    value: str
    how: str
    source: str
    name: str = ""
    monthly: bool = False

    @property
    def text(self) -> str:
        how = f"   [{self.how}]" if self.how else ""
        source = f"   ({self.source})" if self.source else ""
        return f"{'  ' * self.depth}{self.label}: {self.value}{how}{source}"


def unfold(figure: Figure, months: Sequence[Month], month: Month) -> tuple[DerivationStep, ...]:
    """A figure and all it rests on, seen from one month: outermost first.

    Steps that change nothing in that month (nothing paid before, not held) are passed over.
    Raises ValueError when the month is not one of the derivation's.
    """
    if month not in months:
        message = f"This derivation is for {', '.join(map(str, months))}, not for {month}"
        raise ValueError(message)
    return tuple(_steps(figure, list(months).index(month), month, 0))


def as_text(steps: Sequence[DerivationStep]) -> str:
    """The steps as indented lines of text, as `explain` prints them."""
    return "\n".join(step.text for step in steps)


def _steps(
    figure: Figure, position: int, month: Month, depth: int, called: Figure | None = None
) -> Iterator[DerivationStep]:
    visible_figure = passed_over(figure, position)
    inputs = _inputs(visible_figure, position)
    named = (
        figure
        if visible_figure.operation in ("part delivered", "round to the penny")
        else visible_figure
    )
    named = called or named
    yield DerivationStep(
        depth,
        label_in(named, month),
        _value(visible_figure, position),
        _how(visible_figure, position, month),
        source_at(visible_figure, position),
        _name(named),
        isinstance(visible_figure.value, tuple),
    )
    less_paid = visible_figure.operation == "take away" and inputs[-1].label.startswith(
        "Paid so far"
    )
    for input_figure in inputs:
        is_owed = less_paid and input_figure is inputs[0]
        yield from _steps(input_figure, position, month, depth + 1, OWED if is_owed else None)


def passed_over(figure: Figure, position: int) -> Figure:
    """The figure itself, or the one under it where the step on top changes nothing this month."""
    while True:
        if figure.operation in ("take away", "unless held", "the higher of") and (
            len(figure.inputs) > 1 and at(figure, position) == at(figure.inputs[0], position)
        ):
            figure = figure.inputs[0]
        elif figure.operation == "by month" and isinstance(figure.inputs[0].value, tuple):
            figure = figure.inputs[int(figure.inputs[0].series[position])]
        else:
            return figure


def _inputs(figure: Figure, position: int) -> tuple[Figure, ...]:
    """What is worth showing under a figure."""
    if figure.operation == "due this month":  # its two running totals are shown as its "how"
        return figure.inputs[0].inputs[:1]
    if figure.operation == "part delivered":
        scheduled, delivered, days = figure.inputs
        whole = at(delivered, position) == at(days, position)
        return (scheduled, delivered) if whole else (scheduled, delivered, days)
    return figure.inputs


def at(figure: Figure, position: int) -> Decimal:
    """The figure's number for a month; one number stands for every month."""
    if isinstance(figure.value, Decimal):
        return figure.value
    return figure.value[position] if position < len(figure.value) else figure.value[-1]


def _value(figure: Figure, position: int) -> str:
    if isinstance(figure.value, tuple) and "in each month" in figure.label:
        return ", ".join(f"{value:f}" for value in figure.value)
    return number(at(figure, position))


MOST_PLACES = 4  # shown; an ellipsis says that the stored number goes on


def number(value: Decimal) -> str:
    """Write a number as people read it: thousands apart, no more places than it has."""
    places = -int(value.normalize().as_tuple().exponent) if value else 0
    if value == value.quantize(PENNY, ROUND_HALF_UP) and value.as_tuple().exponent == -2:  # noqa: PLR2004
        return pounds(value)
    if places > MOST_PLACES:
        cut = value.quantize(Decimal(1).scaleb(-MOST_PLACES), ROUND_DOWN)
        return f"{cut:,.{MOST_PLACES}f}…"
    return f"{value:,.{max(0, places)}f}"


def label_in(figure: Figure, month: Month) -> str:
    return (
        figure.label.replace("{month}", month.name)
        .replace("{word}", month.word)
        .replace("{position}", str(month.position))
    )


WITHOUT_THE_MONTH = (
    (", {month}", ""),
    (" for {month}", ""),
    (" {position} of 12", ""),
    (" of {word} ", " "),
    ("{month}", "the month"),
    ("{word}", "the month"),
)


def _name(figure: Figure) -> str:
    """What the step is called whatever the month."""
    name = figure.label
    for phrase, instead in WITHOUT_THE_MONTH:
        name = name.replace(phrase, instead)
    return name


def _how(figure: Figure, position: int, month: Month) -> str:
    if figure.operation == "due this month":
        due = figure.inputs[0].series
        return (
            f"{pounds(due[position + 1])} due by {month.word}"
            f" less {pounds(due[position])} due by {month.plus(-1).word}"
        )
    if figure.operation == "part delivered":
        _, delivered, days = figure.inputs
        if at(delivered, position) == at(days, position):
            return "round to the penny"
    if figure.operation == "take away" and not figure.inputs[-1].label.startswith("Paid so far"):
        return "the first less the others"
    return HOW.get(figure.operation, figure.operation)


def source_at(figure: Figure, position: int) -> str:
    if isinstance(figure.source, tuple):
        return figure.source[position] if position < len(figure.source) else ""
    return figure.source


def waiting(figure: Figure, position: int) -> Decimal:
    """What a held month would pay: the amount on which the stored derivation puts the hold."""
    if figure.operation != "unless held":
        return NOTHING
    return max(at(figure.inputs[0], position), NOTHING)


HOW_SAID = {
    "multiply": "multiplied",
    "add": "added",
    "total": "added up",
    "divide": "divided",
    "the lower of": "the lower of these",
    "the higher of": "the higher of these",
    "round to the penny": "rounded to the penny",
}
YES_OR_NO = ("unless held", "only if every condition is met")


def as_said(steps: Sequence[DerivationStep]) -> tuple[DerivationStep, ...]:
    """Steps in the words of a statement; yes or no where 1 or 0 stands for it."""
    worded_steps: list[DerivationStep] = []
    above: list[DerivationStep] = []  # the step last seen at each depth
    answer_depths: set[int] = (
        set()
    )  # depths at which the amount has been told and only answers follow
    for step in steps:
        answer_depths = {depth for depth in answer_depths if depth <= step.depth}
        value = step.value
        if step.depth in answer_depths and value in ("0", "1"):
            value = "yes" if value == "1" else "no"
        if step.depth and above[step.depth - 1].how in YES_OR_NO:
            answer_depths.add(step.depth)
        above[step.depth :] = [step]
        worded_steps.append(replace(step, value=value, how=HOW_SAID.get(step.how, step.how)))
    return tuple(worded_steps)
