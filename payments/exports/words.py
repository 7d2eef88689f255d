"""How exports write months, moments and text that somebody else typed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import StringIO

from commissioning.domain.money import pounds
from commissioning.domain.periods import Month, written
from commissioning.records.audit import as_read

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
