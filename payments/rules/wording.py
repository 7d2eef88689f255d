"""Says in one plain sentence why a line is what it is, from its stored derivation."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning.domain.figures import ZERO, Figure
from commissioning.domain.money import pounds
from commissioning.domain.periods import Month
from payments.rules.unfolding import at, label_in, number, passed_over, source_at, waiting


def explanation(
    figure: Figure, months: Sequence[Month], month: Month, *, held: str = "", gap: str = ""
) -> str:
    """Why a line is what it is: the sum, and the fact or clause that decided it."""
    position = list(months).index(month)
    if gap and not at(figure, position):
        return f"{gap}: nothing can be paid until it is known"
    if held:
        amount = waiting(figure, position)
        text = held.removeprefix("held: ")
        return f"Held {pounds(amount)}: {text}" if amount else f"Held: {text}"
    text = _said(figure, position, month)
    return text[0].upper() + text[1:]


def _said(figure: Figure, position: int, month: Month) -> str:
    visible_figure = passed_over(figure, position)
    say = {
        "take away": _less_paid,
        "part delivered": _part_delivered,
        "part of the year delivered": _part_of_the_year,
        "multiply": _product,
        "only if every condition is met": _conditions,
        "largest remainder": _share,
        "debt": _debt,
        "debt under a plan": _debt_under_a_plan,
        "total": _total,
    }.get(visible_figure.operation)
    if say is not None:
        return say(visible_figure, position, month)
    if not visible_figure.inputs:
        return source_at(visible_figure, position) or label_in(visible_figure, month)
    if len(visible_figure.inputs) == 1:
        own = source_at(visible_figure, position)
        return own or _said(visible_figure.inputs[0], position, month)
    return "; ".join(
        _named(input_figure, position, month) for input_figure in visible_figure.inputs
    )


def _named(figure: Figure, position: int, month: Month) -> str:
    """A step and its number, with its source where it has one."""
    source = source_at(figure, position)
    text = f"{label_in(figure, month)}: {number(at(figure, position))}"
    return f"{text} ({source})" if source else text


def _total(figure: Figure, position: int, month: Month) -> str:
    """Each thing added up, with its number and the reasons under it."""
    return "; ".join(
        f"{label_in(input_figure, month)}: {number(at(input_figure, position))}"
        f" ({'; '.join(_reasons(input_figure))})"
        for input_figure in figure.inputs
    )


def _reasons(figure: Figure) -> list[str]:
    """What was said of a figure, and of the one it was taken over from."""
    own = [figure.source] if isinstance(figure.source, str) and figure.source else []
    taken_over = [
        input_figure for input_figure in figure.inputs if input_figure.label == figure.label
    ]
    return [*(reason for input_figure in taken_over for reason in _reasons(input_figure)), *own]


def _less_paid(figure: Figure, position: int, month: Month) -> str:
    owed, *less = figure.inputs
    if not less[0].label.startswith("Paid so far"):
        return "; less ".join(
            _named(input_figure, position, month) for input_figure in figure.inputs
        )
    why = _said(owed, position, month)
    paid = source_at(less[0], position)
    return f"owed {pounds(at(owed, position))} ({why}), less paid {paid}"


def _part_delivered(figure: Figure, position: int, month: Month) -> str:
    scheduled, delivered, days = figure.inputs
    part, whole = at(delivered, position), at(days, position)
    share = "in full" if part == whole else f"{number(part)} of {number(whole)} days"
    reason = source_at(delivered, position)
    text = f"{label_in(passed_over(scheduled, position), month)}, {pounds(at(scheduled, position))}"
    return f"{text}, {share}" + (f": {reason}" if reason else "")


def _part_of_the_year(figure: Figure, position: int, _: Month) -> str:
    exact, delivered, days, months = figure.inputs
    full = sum(part == whole for part, whole in zip(delivered.series, days.series, strict=True))
    reason = source_at(delivered, position)
    return (
        f"{number(at(exact, position))} for the whole period, {full} of"
        f" {number(at(months, position))} months in full" + (f": {reason}" if reason else "")
    )


def _product(figure: Figure, position: int, month: Month) -> str:
    parts = [
        f"{label_in(input_figure, month)}: {number(at(input_figure, position))}"
        for input_figure in figure.inputs
    ]
    reason = source_at(figure.inputs[0], position)
    text = " × ".join(parts)
    return f"{text} ({reason})" if reason else text


def _conditions(figure: Figure, position: int, month: Month) -> str:
    amount, *factors = figure.inputs
    against = [factor for factor in factors if not at(factor, position)]
    if against:
        reasons = "; ".join(_reason(factor, position, month) for factor in against)
        return f"{pounds(at(amount, position))} is not paid: {reasons}"
    return f"every condition is met; {_said(amount, position, month)}"


def _reason(figure: Figure, position: int, month: Month) -> str:
    return f"{label_in(figure, month)}, {source_at(figure, position)}"


def _share(figure: Figure, position: int, month: Month) -> str:
    pot, place, *weights = figure.inputs
    own = weights[int(at(place, position)) - 1]
    whole = sum((at(weight, position) for weight in weights), start=ZERO)
    return (
        f"{number(at(own, position))} of {number(whole)} {label_in(own, month).lower()}, of"
        f" {pounds(at(pot, position))} set free: {source_at(pot, position)}"
    )


def _debt(figure: Figure, position: int, month: Month) -> str:
    others, brought = (at(input_figure, position) for input_figure in figure.inputs)
    if at(figure, position) > 0:
        return (
            f"the other lines come to {pounds(others)}: what cannot be recovered in {month.name}"
            " is carried forward"
        )
    return f"{pounds(brought)} was carried forward by earlier runs and is taken back"


def _debt_under_a_plan(figure: Figure, position: int, month: Month) -> str:
    _, brought, taken, part = (at(input_figure, position) for input_figure in figure.inputs)
    own = figure.inputs[-1]
    owed = own.inputs[0].inputs[0] if own.inputs else own
    amount = at(figure, position)
    source = source_at(owed, position)
    bounded = f"at most {pounds(part)} is taken back in {month.name}" + (
        f", {label_in(own, month).split(',')[0].lower()} of the {source}"
        if source
        else " by a supplementary run: the month's part is taken by its regular run"
    )
    if amount > 0:
        return f"of {pounds(brought + taken)} owed back, {bounded}: the rest is carried forward"
    return (
        f"{pounds(brought)} was carried forward by earlier runs, {pounds(-amount)} of it is taken"
        f" back: {bounded}"
    )
