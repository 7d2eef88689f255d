"""How soon a new resident has a plan: by the regime and the date (interpretation D-15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Standard:
    """A plan within so many days of admission or return, while a document asks for it."""

    words: str
    clause: str
    holds: Period


STANDARDS = (
    Standard(
        "within 14 days, where practical",
        "Specification V4.0, (b) Care and support plans",
        Period(date(2020, 6, 1), date(2020, 8, 31)),
    ),
    Standard(
        "within 7 working days",
        "LMC comparison, New residents and discharges",
        Period(date(2020, 10, 1), date.max),
    ),
)


def standard_on(day: date) -> Standard | None:
    """The standard that binds on a day; None where no document sets one, as in September 2020."""
    return next((each for each in STANDARDS if day in each.holds), None)
