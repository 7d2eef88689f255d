"""What each kind of decision must say before it can count, checked against the specification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from commissioning.domain.periods import Month, Period
from commissioning.specifications.schema import (
    AtYearEnd,
    PerRegisterPatient,
    Silence,
    Specification,
)


class Need(StrEnum):
    """Whether a decision of a kind says a thing."""

    NEVER = "never"
    MAY = "may"
    MUST = "must"


class About(StrEnum):
    """What a decision's subject is."""

    NOTHING = "nothing"
    TERM = "term"
    YEAR_END = "year-end term"
    CONDITION = "condition"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a decision of one kind says."""

    outcomes: tuple[str, ...]
    about: About
    start: Need
    end: Need
    figure: Need


NEVER, MAY, MUST = Need.NEVER, Need.MAY, Need.MUST

WITHDRAWN = "withdrawn"  # of any kind: as if the decision had not been made

SHAPES: Mapping[str, Shape] = {
    "year-end": Shape(("pay", "refuse"), About.YEAR_END, MAY, MAY, NEVER),
    "condition": Shape(("met", "unmet"), About.CONDITION, MAY, MAY, NEVER),
    "register": Shape(("agreed",), About.NOTHING, MAY, MAY, MUST),
    "hold": Shape(("agreed",), About.TERM, MUST, MAY, NEVER),
    "release": Shape(("agreed",), About.TERM, MAY, MAY, NEVER),
    "take-back": Shape(("agreed",), About.TERM, MUST, MAY, NEVER),
    "stop-year": Shape(("agreed",), About.NOTHING, NEVER, NEVER, NEVER),
    "opt-out": Shape(("agreed", "refuse"), About.NOTHING, NEVER, NEVER, NEVER),
    "claim": Shape(("pay", "refuse"), About.CLAIM, NEVER, NEVER, MAY),
    "adjustment": Shape(("agreed",), About.TERM, MUST, NEVER, MUST),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A decision as somebody wrote it."""

    kind: str
    subject: str
    outcome: str
    start: date | None
    end: date | None
    figure: Decimal | None


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with one column, and what to write instead."""

    column: str
    reason: str
    instead: str


def pays(subject: str, specifications: tuple[Specification, ...]) -> str:
    """Who is paid under the term that a decision is about: practice or pcn."""
    for specification in specifications:
        for term in specification.payments:
            if term.code == subject:
                return term.pays
    return "practice"


def checked(
    decision: Proposed, specifications: tuple[Specification, ...]
) -> tuple[Proposed, list[Slip]]:
    """Check a decision, and write out the days that it leaves to the specification.

    A year-end payment or condition that belongs to one year is given that year's days, and an
    adjustment the first day of its month, so that the same matter is always named alike.
    `specifications` are the approved versions, the latest first.
    """
    shape = SHAPES[decision.kind]
    slips = [
        *_outcome(decision, shape),
        *_subject(decision, shape, specifications),
        *_days(decision, shape),
        *_figure(decision, shape),
        *_fits(decision, specifications),
    ]
    if slips:
        return decision, slips
    if decision.kind == "adjustment" and decision.start:
        return replace(decision, start=Month.of(decision.start).first), []
    if shape.about in (About.YEAR_END, About.CONDITION):
        return _with_year(decision, _years(decision, shape, specifications))
    return decision, []


def _outcome(decision: Proposed, shape: Shape) -> Iterator[Slip]:
    if decision.outcome not in (*shape.outcomes, WITHDRAWN):
        yield Slip(
            "outcome",
            f"“{decision.outcome}” is not an outcome of a decision of kind {decision.kind}",
            f"Write {' or '.join(shape.outcomes)}, or {WITHDRAWN}",
        )


def _subject(
    decision: Proposed, shape: Shape, specifications: tuple[Specification, ...]
) -> Iterator[Slip]:
    if shape.about is About.NOTHING:
        if decision.subject:
            yield Slip(
                "subject", f"a decision of kind {decision.kind} has no subject", "Leave it blank"
            )
        return
    if shape.about is About.CLAIM:
        if not decision.subject:
            yield Slip("subject", "is blank", "Write the reference of the claim")
        return
    allowed = sorted(_subjects(shape, specifications))
    if decision.subject not in allowed:
        code = specifications[0].code
        reason = f"{code} has no {shape.about} “{decision.subject}”"
        yield Slip(
            "subject",
            reason if decision.subject else f"is blank: name a {shape.about}",
            f"Write one of: {', '.join(allowed)}" if allowed else f"{code} has none",
        )


def _subjects(shape: Shape, specifications: tuple[Specification, ...]) -> set[str]:
    terms = [term for specification in specifications for term in specification.payments]
    year_ends = [term for term in terms if isinstance(term, AtYearEnd)]
    if shape.about is About.CONDITION:
        return {
            condition.code
            for term in year_ends
            for year in term.years
            for condition in year.conditions
        }
    chosen = year_ends if shape.about is About.YEAR_END else terms
    return {term.code for term in chosen}


def _days(decision: Proposed, shape: Shape) -> Iterator[Slip]:
    needs = (("from", shape.start, decision.start), ("to", shape.end, decision.end))
    for column, need, day in needs:
        if need is NEVER and day:
            yield Slip(
                column, f"a decision of kind {decision.kind} has no “{column}”", "Leave it blank"
            )
        if need is MUST and day is None:
            what = "a day of the month it is for" if decision.kind == "adjustment" else "the day"
            yield Slip(column, f"is blank, and {decision.kind} needs it", f"Write {what}")
    if decision.start and decision.end and decision.end < decision.start:
        yield Slip("to", f"{decision.end} is before {decision.start}", "Write a later day")
    elif decision.kind == "register":
        yield from _whole_months(decision)


def _whole_months(decision: Proposed) -> Iterator[Slip]:
    """A register is agreed for whole months, as payments are."""
    if decision.start and decision.start != Month.of(decision.start).first:
        first = Month.of(decision.start).first
        yield Slip("from", "a register is agreed for whole months", f"Write {first}")
    if decision.end and decision.end != Month.of(decision.end).last:
        last = Month.of(decision.end).last
        yield Slip("to", "a register is agreed for whole months", f"Write {last}")


def _figure(decision: Proposed, shape: Shape) -> Iterator[Slip]:
    kind, figure = decision.kind, decision.figure
    if decision.outcome == WITHDRAWN:
        return
    if figure is None:
        if shape.figure is MUST:
            what = "patients on the register" if kind == "register" else "pounds, as -120.50"
            yield Slip("figure", f"is blank, and {kind} needs it", f"Write the {what}")
    elif shape.figure is NEVER:
        yield Slip("figure", f"a decision of kind {kind} has no figure", "Leave it blank")
    elif kind == "register" and (figure < 0 or figure != figure.to_integral_value()):
        yield Slip("figure", f"{figure} is not a number of patients", "Write a whole number")
    elif kind == "claim" and decision.outcome == "refuse":
        yield Slip("figure", "a refused claim has no figure", "Leave it blank, or write pay")
    elif kind == "claim" and figure < 0:
        yield Slip("figure", f"{figure} is below 0", "Write the pounds that are allowed")
    elif kind == "adjustment" and not figure:
        yield Slip("figure", "is 0", "Write the pounds to add, or to take away, as -120.50")


def _fits(decision: Proposed, specifications: tuple[Specification, ...]) -> Iterator[Slip]:
    """Some kinds only make sense where the specification has what they decide about."""
    code = specifications[0].code
    if decision.kind == "opt-out" and not any(
        specification.sign_up.asked and specification.sign_up.silence is Silence.IN
        for specification in specifications
    ):
        yield Slip(
            "kind",
            f"{code} is signed or declined: there is no opting out of it",
            "Import the answer with import_sign_ups",
        )
    if decision.kind == "register" and not any(
        isinstance(term, PerRegisterPatient) or (isinstance(term, AtYearEnd) and term.cap)
        for specification in specifications
        for term in specification.payments
    ):
        yield Slip("kind", f"{code} pays nothing by register", "Check the specification")


def _years(
    decision: Proposed, shape: Shape, specifications: tuple[Specification, ...]
) -> list[Period]:
    """The years that a year-end payment rewards, or that a condition belongs to."""
    return sorted(
        {
            year.period
            for specification in specifications
            for term in specification.payments
            if isinstance(term, AtYearEnd)
            for year in term.years
            if (
                term.code == decision.subject
                if shape.about is About.YEAR_END
                else any(condition.code == decision.subject for condition in year.conditions)
            )
        }
    )


def _with_year(decision: Proposed, years: list[Period]) -> tuple[Proposed, list[Slip]]:
    fitting = [
        year
        for year in years
        if decision.start in (None, year.start) and decision.end in (None, year.end)
    ]
    if len(fitting) == 1:
        return replace(decision, start=fitting[0].start, end=fitting[0].end), []
    listed = "; or ".join(f"from {year.start} to {year.end}" for year in years)
    reason = "names no year that is rewarded" if decision.start or decision.end else "is blank"
    slip = Slip("from", reason, f"Write the first and last day of the year: {listed}")
    return decision, [slip]
