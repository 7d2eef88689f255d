"""Counts of plans, and how soon a new resident has one: by the regime and date (D-15)."""

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
    return next((standard for standard in STANDARDS if day in standard.holds), None)


@dataclass(frozen=True, slots=True)
class PlansSaid:
    """What was counted in one home; no part exceeds its whole."""

    residents: int
    with_plan: int
    with_respect: int
    copy_shared: int
    admissions: int
    planned_in_time: int

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Where a part exceeds its whole: the part's name, and the words."""
        wholes = (
            ("with_plan", "with a valid plan", self.residents, "residents"),
            ("with_respect", "with ReSPECT", self.with_plan, "with a valid plan"),
            ("copy_shared", "with a copy left or shared", self.with_plan, "with a valid plan"),
            ("planned_in_time", "planned for in time", self.admissions, "admitted or returned"),
        )
        return [
            (part, f"{getattr(self, part)} {words} is more than the {whole} {of}")
            for part, words, whole, of in wholes
            if getattr(self, part) > whole
        ]
