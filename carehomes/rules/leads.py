"""Whether a home had a lead on each day: gaps, and more than one who do not share the job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from commissioning.domain.periods import Period

ONE_DAY = timedelta(days=1)
EXCEPTION_FROM = date(2020, 7, 31)  # interpretation D-23
Kind = Literal["gap", "led", "shared", "overlap"]


@dataclass(frozen=True, slots=True)
class Led:
    """A confirmed lead of a home, with the days that it lasts. Without an end: it still does."""

    name: str
    start: date
    end: date | None = None
    shares: bool = False

    @property
    def last(self) -> date:
        return self.end or date.max

    def holds_on(self, day: date) -> bool:
        return self.start <= day <= self.last


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row on which the same people lead a home, or nobody does."""

    period: Period
    kind: Kind
    names: tuple[str, ...] = ()


def kind_of(leads: Iterable[Led]) -> Kind:
    """What a day is on which these lead a home: they share the job, or they overlap."""
    ordered = sorted(leads, key=lambda each: each.start)
    if not ordered:
        return "gap"
    if len(ordered) == 1:
        return "led"
    return "shared" if sum(not each.shares for each in ordered) <= 1 else "overlap"


def stretches(leads: Iterable[Led], within: Period) -> tuple[Stretch, ...]:
    """Divide a period by who leads a home: every day is in one stretch, in order."""
    known = [each for each in leads if each.start <= within.end and each.last >= within.start]
    starts = {within.start}
    starts |= {each.start for each in known if each.start > within.start}
    starts |= {each.end + ONE_DAY for each in known if each.end and each.end < within.end}
    days = sorted(starts)
    found = []
    for start, following in zip(days, [*days[1:], None], strict=True):
        end = following - ONE_DAY if following else within.end
        there = [each for each in known if each.holds_on(start)]
        found.append(
            Stretch(Period(start, end), kind_of(there), tuple(each.name for each in there))
        )
    return tuple(found)


def needs_exception(*, is_gp: bool, end: date | None) -> bool:
    """Say whether a lead until a day needs an exception: from 31 July 2020 one who is not a GP."""
    return not is_gp and (end is None or end >= EXCEPTION_FROM)
