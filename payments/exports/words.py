"""How exports write months, moments and text that somebody else typed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import StringIO

from commissioning.domain.money import pounds
from commissioning.domain.periods import Month, written
from commissioning.records.audit import as_read
from payments.rules.unfolding import DerivationStep

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """Text that a spreadsheet shows as it is, whoever typed it: never a formula."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def csv_line(cells: Sequence[str]) -> str:
    """Cells as one line of a CSV file."""
    text = StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def sterling(amount: Decimal) -> str:
    """An amount with its sign before the pound: -£6,944.31."""
    return f"{'-' if amount < 0 else ''}£{pounds(abs(amount))}"


def months_said(months: Iterable[Month]) -> str:
    """Months as people say them: “April to June 2020, and August 2020”."""
    spans: list[tuple[Month, Month]] = []
    for month in sorted(set(months)):
        if spans and spans[-1][1].plus(1) == month:
            spans[-1] = (spans[-1][0], month)
        else:
            spans.append((month, month))
    *before, last = [_span_said(*span) for span in spans] or [""]
    return f"{', '.join(before)}, and {last}" if before else last


def _span_said(first: Month, last: Month) -> str:
    if first == last:
        return first.name
    if first.year == last.year:
        return f"{first.word} to {last.name}"
    return f"{first.name} to {last.name}"


def moment_said(moment: datetime) -> str:
    """A moment in English time: 22 June 2020 at 14:05."""
    local = as_read(moment)
    return f"{written(local.date())} at {local:%H:%M}"


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
