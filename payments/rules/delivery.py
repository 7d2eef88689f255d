"""Which days of each month a practice delivered, and what is held until it answers or sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from commissioning.domain.figures import Figure, given
from commissioning.domain.periods import (
    Month,
    Period,
    end_of_month_after,
    written,
)
from commissioning.specifications.schema import Element, Silence, Specification, Term
from payments.rules.circumstances import Circumstances, circumstances_of
from payments.rules.facts import Answer, PracticeFacts
from payments.rules.holds import held_because, released_because
from payments.rules.owed import one_text, whole

OPEN_START, OPEN_END = date.min, date.max


@dataclass(frozen=True)
class Delivery:
    """Days delivered in each month, why, and what is held.

    `answered` leaves out the days that still wait for an answer: they count towards what is held,
    never towards a year-end payment. `open` are the months with days to deliver on.
    """

    months: tuple[Month, ...]
    days: tuple[int, ...]
    answered: tuple[int, ...]
    reasons: tuple[str, ...]
    held: tuple[str, ...]
    open: frozenset[Month]

    @cached_property
    def delivered(self) -> Figure:
        """The days delivered in each month, as a series with its reasons."""
        return given(
            "Days of {word} delivered",
            tuple(whole(day_count) for day_count in self.days),
            source=one_text(self.reasons),
        )

    @cached_property
    def lengths(self) -> Figure:
        return given("Days in {word}", tuple(whole(month.days) for month in self.months))


@dataclass(frozen=True, slots=True)
class _Days:
    delivered: int = 0
    waiting: int = 0
    reason: str = ""


def deliver(
    specification: Specification,
    term: Term,
    practice: PracticeFacts,
    months: tuple[Month, ...],
) -> Delivery:
    """Work out a practice's delivery of a term's elements in each month.

    Clause: S0, sign-up and payment notes; D-18, D-21, D-31.
    """
    circumstances = circumstances_of(practice, specification, term)
    return _delivery(specification, term, circumstances, months)


@lru_cache(maxsize=4096)
def _delivery(
    specification: Specification,
    term: Term,
    circumstances: Circumstances,
    months: tuple[Month, ...],
) -> Delivery:
    elements = [specification.element(code) for code in term.elements]
    windows = _windows(specification, term, circumstances, elements)
    days, answered, reasons, held = [], [], [], []
    for month in months:
        delivered = waiting = 0
        why: list[str] = []
        wait: list[str] = []
        for element, answer in zip(elements, circumstances.answers, strict=True):
            element_days = _days_of(specification, element, answer, circumstances, windows, month)
            delivered += element_days.delivered
            waiting += element_days.waiting
            if element_days.waiting:
                wait.append(element_days.reason)
            elif element_days.reason and element_days.reason not in why:
                why.append(element_days.reason)
        hold = held_because(specification, term, circumstances, month, "; ".join(wait))
        if waiting and not hold:  # released by a decision: delivered, though nobody signed
            why.append(released_because(term, circumstances, month))
        days.append(delivered + waiting)
        answered.append(delivered if hold else delivered + waiting)
        reasons.append("; ".join(why))
        held.append(hold if delivered + waiting else "")
    is_open = frozenset(
        month for month in months if any(period.days_in(month) for period in circumstances.open)
    )
    return Delivery(months, tuple(days), tuple(answered), tuple(reasons), tuple(held), is_open)


@dataclass(frozen=True, slots=True)
class _Windows:
    """The days on which a practice can deliver at all, and what stops it."""

    open: tuple[Period, ...]
    stops: tuple[tuple[Period, str], ...]


def _windows(
    specification: Specification,
    term: Term,
    circumstances: Circumstances,
    elements: list[Element],
) -> _Windows:
    stops = [
        (
            Period(decision.start or OPEN_START, decision.end or OPEN_END),
            f"taken back, {decision.words}",
        )
        for decision in circumstances.decided("take-back", term.code)
    ]
    declined = [
        period.start
        for element, answer in zip(elements, circumstances.answers, strict=True)
        if answer and not answer.signed
        for period in element.periods
        if not any(period.start in free for free in element.paid_without_answer)
    ]
    ordered = circumstances.decided("stop-year")
    if declined and (ordered or specification.reading("D-18") == "stop_year"):
        why = ordered[0].words if ordered else "a decline stops the rest of the year (D-18)"
        stops.append((Period(min(declined), specification.period.end), why))
    return _Windows(circumstances.open, tuple(stops))


def _days_of(
    specification: Specification,
    element: Element,
    answer: Answer | None,
    circumstances: Circumstances,
    windows: _Windows,
    month: Month,
) -> _Days:
    """One element in one month. An element's own periods never overlap."""
    delivered = waiting = 0
    reason = ""
    for period in element.periods:
        if not period.days_in(month):
            continue
        free = any(period.start in free_period for free_period in element.paid_without_answer)
        bounds, reason = _bounds(specification, element, answer, circumstances, free=free)
        days = _count(period, bounds, windows, month)
        for stop, why in windows.stops:
            if stop.days_in(month):
                reason = why
        if bounds is None and answer is None and specification.sign_up.silence is Silence.HELD:
            waiting += _count(period, Period(OPEN_START, OPEN_END), windows, month)
        else:
            delivered += days
    return _Days(delivered, waiting, reason)


def _bounds(
    specification: Specification,
    element: Element,
    answer: Answer | None,
    circumstances: Circumstances,
    *,
    free: bool,
) -> tuple[Period | None, str]:
    """The days within which an element is delivered, or None, and why."""
    always = Period(OPEN_START, OPEN_END)
    title = element.title
    if answer and answer.signed and (answer.start or answer.end):
        bounds = Period(answer.start or OPEN_START, answer.end or OPEN_END)
        words = f"{title}, {answer.words}"
        if answer.start:
            words += f", from {written(answer.start)}"
        if answer.end:
            words += f", until {written(answer.end)}"
        return bounds, words
    if free:
        return always, element.paid_without_answer_clause or f"{title}, paid without an answer"
    if specification.sign_up.silence is Silence.IN:
        return _unless_opted_out(specification, answer, circumstances, title)
    if answer is None:
        return None, f"no answer to {title}, due by {written(specification.sign_up.by)}"
    if answer.signed:
        return always, f"{title}, {answer.words}"
    return None, f"{title} {answer.words}"


def _unless_opted_out(
    specification: Specification, answer: Answer | None, circumstances: Circumstances, title: str
) -> tuple[Period | None, str]:
    """Taking part unless opted out; a late opt-out counts once it is agreed (S2, D-31)."""
    rule = specification.sign_up
    always = Period(OPEN_START, OPEN_END)
    if answer is None:
        return always, f"{title}, taking part: no opt-out"
    if answer.signed:
        return always, f"{title}, {answer.words}"
    agreed = [
        decision for decision in circumstances.decided("opt-out") if decision.outcome == "agreed"
    ]
    if answer.responded_on > rule.by and not agreed:
        return always, (
            f"{title}, opt-out of {written(answer.responded_on)} came after {written(rule.by)}"
            " and has not been agreed by the commissioner"
        )
    words = f"opted out {written(answer.responded_on)}"
    if agreed:
        words += f", {agreed[0].words}"
    if specification.reading("D-31") == "notice":
        end = end_of_month_after(min(answer.responded_on, rule.by), rule.notice_months or 1)
        return Period(OPEN_START, end), f"{title}, {words}, with notice until {written(end)}"
    return None, f"{title}, {words}: everything paid for the year is repaid (D-31)"


def _count(period: Period, bounds: Period | None, windows: _Windows, month: Month) -> int:
    """Days of a month inside a period and its bounds, while open, less the days stopped."""
    inside = period.within(bounds) if bounds else None
    if inside is None:
        return 0
    days = 0
    for opened in windows.open:
        span = inside.within(opened)
        if span is None:
            continue
        days += span.days_in(month)
        for stop, _ in windows.stops:
            stopped = span.within(stop)
            days -= stopped.days_in(month) if stopped else 0
    return max(0, days)
