"""Which count of homes a home is in: the local service, the premium, the sitrep's denominator.

Three facts about a home, never one (interpretation D-14).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from carehomes.models import CareHome, Counting
from commissioning.domain.periods import Period

Regime = Counting.Regime


@dataclass(frozen=True, slots=True)
class Fact:
    """Whether a home counts, and why: the CCG's word with its days, or how it is worked out."""

    counts: bool
    why: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ThreeFacts:
    local_service: Fact
    premium: Fact
    sitrep: Fact


def countings_of(homes: Iterable[CareHome]) -> dict[int, list[Counting]]:
    """What the CCG said of homes, by the home's key, in the order of days."""
    countings_by_home: dict[int, list[Counting]] = {}
    rows = Counting.objects.filter(home__in=list(homes)).select_related("said_by")
    for counting in rows.order_by("regime", "starts_on"):
        countings_by_home.setdefault(counting.home_id, []).append(counting)
    return countings_by_home


def three_facts(home: CareHome, countings: Iterable[Counting], day: date) -> ThreeFacts:
    """The three facts about a home on a day, from what the CCG said of it and its registration."""
    there = Period(home.registered_on or date.min, home.closed_on or date.max)
    open_then = day in there
    word = {
        counting.regime: Fact(
            counting.counts, counting.reason, counting.starts_on, counting.ends_on
        )
        for counting in countings
        if counting.starts_on <= day <= (counting.ends_on or date.max)
    }
    closed = Fact(counts=False, why="Not in operation on this day")
    if not open_then:
        return ThreeFacts(closed, closed, closed)
    local = Fact(
        counts=True,
        why="Registered with CQC"
        if home.cqc_registered
        else "Not registered with CQC, identified by a practice",
        starts_on=home.registered_on,
    )
    sitrep = Fact(
        counts=home.cqc_registered,
        why="In operation and registered with CQC"
        if home.cqc_registered
        else "Not registered with CQC",
        starts_on=home.registered_on,
    )
    return ThreeFacts(
        word.get(Regime.LOCAL_SERVICE, local), _premium(home), word.get(Regime.SITREP, sitrep)
    )


def _premium(home: CareHome) -> Fact:
    """What payments rest on, as it stands: the registration for nursing or residential care."""
    if home.nursing or home.residential:
        kinds = "with" if home.nursing else "without"
        if home.nursing and home.residential:
            kinds = "with and without"
        why = f"Registered as a care home service {kinds} nursing, while it is aligned"
        return Fact(counts=True, why=why, starts_on=home.registered_on)
    if home.cqc_registered:
        return Fact(counts=False, why="Not registered as a care home service")
    return Fact(counts=False, why="Not registered with CQC")
