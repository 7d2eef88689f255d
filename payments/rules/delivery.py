"""Which days of each month a practice delivered, and what is held until it answers or sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.figures import Figure, given
from commissioning.domain.periods import (
    Month,
    Period,
    end_of_month_after,
    quarter_ends,
    written,
)
from commissioning.specifications.types import Element, Return, Silence, Specification, TermBasics
from payments.rules.facts import Answer, Decided, PracticeFacts
from payments.rules.owed import one_text, whole

OPEN_START, OPEN_END = date.min, date.max


@dataclass(frozen=True, slots=True)
class Delivery:
    """Days delivered in each month, why, and what is held.

    `answered` leaves out the days that still wait for an answer: they count towards what is held,
    never towards a year-end payment.
    """

    months: tuple[Month, ...]
    days: tuple[int, ...]
    answered: tuple[int, ...]
    reasons: tuple[str, ...]
    held: tuple[str, ...]

    @property
    def complete(self) -> bool:
        pairs = zip(self.days, self.months, strict=True)
        return all(days == month.days for days, month in pairs) and not any(self.held)

    def delivered(self, *, answered_only: bool = False) -> Figure:
        """The days delivered in each month, as a series with its reasons."""
        days = self.answered if answered_only else self.days
        return given(
            "Days of {word} delivered",
            tuple(whole(each) for each in days),
            source=one_text(self.reasons),
        )

    def length(self) -> Figure:
        return given("Days in {word}", tuple(whole(month.days) for month in self.months))

    def released(self) -> Figure:
        """1 where the month may be paid, 0 where it is held, with what is held."""
        return given(
            "Released for payment",
            tuple(whole(0 if held else 1) for held in self.held),
            source=one_text(self.held),
        )


@dataclass(frozen=True, slots=True)
class _Days:
    delivered: int = 0
    waiting: int = 0
    reason: str = ""


def deliver(
    specification: Specification,
    basics: TermBasics,
    practice: PracticeFacts,
    months: tuple[Month, ...],
) -> Delivery:
    """Work out a practice's delivery of a term's elements in each month.

    Clause: S0, sign-up and payment notes; D-18, D-21, D-31.
    """
    elements = [specification.element(code) for code in basics.elements]
    windows = _windows(specification, basics, practice, elements)
    days, answered, reasons, held = [], [], [], []
    for month in months:
        delivered = waiting = 0
        why: list[str] = []
        wait: list[str] = []
        for element in elements:
            found = _days_of(specification, element, practice, windows, month)
            delivered += found.delivered
            waiting += found.waiting
            if found.waiting:
                wait.append(found.reason)
            elif found.reason and found.reason not in why:
                why.append(found.reason)
        hold = _hold(specification, basics, practice, month, "; ".join(wait))
        if waiting and not hold:  # released by a decision: delivered, though nobody signed
            why.append(_release(specification, basics, practice, month))
        days.append(delivered + waiting)
        answered.append(delivered if hold else delivered + waiting)
        reasons.append("; ".join(why))
        held.append(hold if delivered + waiting else "")
    return Delivery(months, tuple(days), tuple(answered), tuple(reasons), tuple(held))


def answer_to(
    specification: Specification, element: Element, practice: PracticeFacts
) -> Answer | None:
    """The practice's answer; one to an earlier version counts unless this one asks again."""
    answer = practice.answers.get((specification.code, element.code))
    if answer and specification.sign_up.asks_again and answer.version != specification.version:
        return None
    return answer


@dataclass(frozen=True, slots=True)
class _Windows:
    """The days on which a practice can deliver at all, and what stops it."""

    open: tuple[Period, ...]
    stops: tuple[tuple[Period, str], ...]


def _windows(
    specification: Specification,
    basics: TermBasics,
    practice: PracticeFacts,
    elements: list[Element],
) -> _Windows:
    stops = [
        (Period(each.start or OPEN_START, each.end or OPEN_END), f"taken back, {each.words}")
        for each in practice.decided(specification.code, "take-back", basics.code)
    ]
    declined = [
        period.start
        for element in elements
        if (answer := answer_to(specification, element, practice)) and not answer.signed
        for period in element.periods
        if not any(period.start in free for free in element.paid_without_answer)
    ]
    ordered = practice.decided(specification.code, "stop-year")
    if declined and (ordered or specification.reading("D-18") == "stop_year"):
        why = ordered[0].words if ordered else "a decline stops the rest of the year (D-18)"
        stops.append((Period(min(declined), specification.period.end), why))
    return _Windows(practice.open, tuple(stops))


def _days_of(
    specification: Specification,
    element: Element,
    practice: PracticeFacts,
    windows: _Windows,
    month: Month,
) -> _Days:
    """One element in one month. An element's own periods never overlap."""
    answer = answer_to(specification, element, practice)
    delivered = waiting = 0
    reason = ""
    for period in element.periods:
        if not period.days_in(month):
            continue
        free = any(period.start in each for each in element.paid_without_answer)
        bounds, reason = _bounds(specification, element, practice, answer, free=free)
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
    practice: PracticeFacts,
    answer: Answer | None,
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
        return _unless_opted_out(specification, practice, answer, title)
    if answer is None:
        return None, f"no answer to {title}, due by {written(specification.sign_up.by)}"
    if answer.signed:
        return always, f"{title}, {answer.words}"
    return None, f"{title} {answer.words}"


def _unless_opted_out(
    specification: Specification, practice: PracticeFacts, answer: Answer | None, title: str
) -> tuple[Period | None, str]:
    """Taking part unless opted out; a late opt-out counts once it is agreed (S2, D-31)."""
    rule = specification.sign_up
    always = Period(OPEN_START, OPEN_END)
    if answer is None:
        return always, f"{title}, taking part: no opt-out"
    if answer.signed:
        return always, f"{title}, {answer.words}"
    agreed = [
        each for each in practice.decided(specification.code, "opt-out") if each.outcome == "agreed"
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


def _hold(
    specification: Specification,
    basics: TermBasics,
    practice: PracticeFacts,
    month: Month,
    waiting: str,
) -> str:
    """What is held in a month and why, or nothing. A decision to release ends any other hold."""
    holds = practice.decided(specification.code, "hold", basics.code)
    ordered = next((each for each in holds if each.covers(month)), None)
    reason = ""
    if waiting:
        reason = f"held: {waiting}"
    else:
        late = missing_returns(specification, basics.code, practice, before=month.first)
        if late:
            reason = f"held: {'; '.join(late)}"
    if ordered and not reason:
        reason = f"held: {ordered.words}"
    if reason and _released(specification, basics, practice, month):
        return ""
    return reason


def _released(
    specification: Specification, basics: TermBasics, practice: PracticeFacts, month: Month
) -> Decided | None:
    releases = practice.decided(specification.code, "release", basics.code)
    return next((each for each in releases if each.covers(month)), None)


def _release(
    specification: Specification, basics: TermBasics, practice: PracticeFacts, month: Month
) -> str:
    released = _released(specification, basics, practice, month)
    return f"released, {released.words}" if released else ""


def quarters_asked(asked: Return) -> tuple[tuple[date, date], ...]:
    """The quarters a return is asked for, each with the day it is due."""
    if asked.quarterly is None:
        return ()
    ends = quarter_ends(asked.quarterly.start, asked.quarterly.end)
    return tuple((end, end_of_month_after(end, asked.due_months_after_quarter)) for end in ends)


def missing_returns(
    specification: Specification,
    term: str,
    practice: PracticeFacts,
    *,
    before: date,
) -> list[str]:
    """The returns that hold a term and were due before a day, yet are missing or incomplete.

    Clause: S3, appendix 3; D-10, D-11. An incomplete report holds like a missing one.
    """
    late = []
    for asked in specification.returns:
        if term not in asked.holds:
            continue
        for quarter, due in quarters_asked(asked):
            if due >= before or not _was_open(practice, quarter):
                continue
            words = missing(specification, asked, practice, quarter, due)
            if words:
                late.append(words)
    return late


def missing(
    specification: Specification,
    asked: Return,
    practice: PracticeFacts,
    quarter: date,
    due: date,
) -> str:
    """How a quarter's return is missing, or nothing when it is there."""
    found = practice.returns.get((specification.code, asked.code, quarter))
    title = f"{asked.title} for the quarter to {written(quarter)}, due {written(due)},"
    if found is None:
        return f"{title} is missing"
    if found.met is False:
        return f"{title} came {written(found.submitted_on)} and is incomplete"
    return ""


def _was_open(practice: PracticeFacts, day: date) -> bool:
    return any(day in period for period in practice.open)
