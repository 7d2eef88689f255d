"""How exports write months, moments and text that somebody else typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from commissioning.domain.periods import Month, written

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """Text that a spreadsheet shows as it is, whoever typed it: never a formula."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def months_said(months: Iterable[Month]) -> str:
    """Months as people say them: “April to June 2020, and August 2020”."""
    spans: list[tuple[Month, Month]] = []
    for month in sorted(set(months)):
        if spans and spans[-1][1].plus(1) == month:
            spans[-1] = (spans[-1][0], month)
        else:
            spans.append((month, month))
    *before, last = [_span_said(*each) for each in spans] or [""]
    return f"{', '.join(before)}, and {last}" if before else last


def _span_said(first: Month, last: Month) -> str:
    if first == last:
        return first.name
    if first.year == last.year:
        return f"{first.word} to {last.name}"
    return f"{first.name} to {last.name}"


def moment_said(moment: datetime) -> str:
    """A moment in English time: 22 June 2020 at 14:05."""
    local = timezone.localtime(moment)
    return f"{written(local.date())} at {local:%H:%M}"
