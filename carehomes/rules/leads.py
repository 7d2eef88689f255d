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
    ordered = sorted(leads, key=lambda lead: lead.start)
    if not ordered:
        return "gap"
    if len(ordered) == 1:
        return "led"
    return "shared" if sum(not lead.shares for lead in ordered) <= 1 else "overlap"


def stretches(leads: Iterable[Led], within: Period) -> tuple[Stretch, ...]:
    """Divide a period by who leads a home: every day is in one stretch, in order."""
    period_leads = [
        lead for lead in leads if lead.start <= within.end and lead.last >= within.start
    ]
    starts = {within.start}
    starts |= {lead.start for lead in period_leads if lead.start > within.start}
    starts |= {lead.end + ONE_DAY for lead in period_leads if lead.end and lead.end < within.end}
    days = sorted(starts)
    stretches = []
    for start, following in zip(days, [*days[1:], None], strict=True):
        end = following - ONE_DAY if following else within.end
        there = [lead for lead in period_leads if lead.holds_on(start)]
        stretches.append(
            Stretch(Period(start, end), kind_of(there), tuple(lead.name for lead in there))
        )
    return tuple(stretches)


def needs_exception(*, is_gp: bool, end: date | None) -> bool:
    """Say whether a lead until a day needs an exception: from 31 July 2020 one who is not a GP."""
    return not is_gp and (end is None or end >= EXCEPTION_FROM)
