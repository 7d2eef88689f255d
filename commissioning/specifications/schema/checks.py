"""Whether a specification's file makes sense as a whole: what its parts say of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import get_args

from commissioning.domain.periods import Period, quarter_ends, yearly
from commissioning.specifications.schema.checks_payments import mistakes_in_payments
from commissioning.specifications.schema.checks_readings import mistakes_in_readings
from commissioning.specifications.schema.duties import Answer
from commissioning.specifications.schema.mistakes import Mistake
from commissioning.specifications.schema.parts import FilePart, codes, repeated, unknown, within

A_YEAR = timedelta(days=366)
MONDAY = 0
MOST_LETTERS = 55  # of a code to which a year is added
CHOSEN = ("one of", "any of")
PLAIN = tuple(answer for answer in get_args(Answer) if answer not in CHOSEN)


def mistakes_in_sense(values: Mapping[str, object]) -> list[Mistake]:
    """Every mistake that a look at one value alone does not show."""
    file = FilePart(values)
    return [
        *_dates_of_the_file(file),
        *_elements(file),
        *_sign_up(file),
        *_deadlines(file),
        *_returns(file),
        *mistakes_in_payments(file),
        *_sitrep(file),
        *mistakes_in_readings(file),
    ]


def _near(part: FilePart, span: Period | None, key: str) -> Iterator[Mistake]:
    """A date a year or more away from the period is a slip of the pen."""
    day = part.day(key)
    if day and span and not span.start - A_YEAR <= day <= span.end + A_YEAR:
        yield part.wrong(
            f"{day} is more than a year away from the period, {span.start} to {span.end}", key
        )


def _in_time(part: FilePart) -> Iterator[Mistake]:
    due, accepted_until = part.day("due"), part.day("accepted_until")
    if due and accepted_until and accepted_until < due:
        yield part.wrong(f"{accepted_until} is before the due date, {due}", "accepted_until")


def _dates_of_the_file(file: FilePart) -> Iterator[Mistake]:
    span = file.span("period")
    in_force = file.day("in_force")
    if in_force and span and in_force not in span:
        yield file.wrong(
            f"{in_force} is outside the period, {span.start} to {span.end}", "in_force"
        )
    yield from _near(file, span, "review")


def _elements(file: FilePart) -> Iterator[Mistake]:
    whole = file.span("period")
    yield from repeated(file.parts("element"), "code")
    for element in file.parts("element"):
        own: list[Period] = []
        for place, span in element.spans("periods"):
            yield from within(place, span, whole, "the specification")
            if own and span.start <= own[-1].end:
                yield Mistake(place, f"starts before the one above ends, {own[-1].end}")
            own.append(span)
        for place, span in element.spans("paid_without_answer"):
            if not any(span.within(period) == span for period in own):
                yield Mistake(place, "is not within one of the element's periods")
        if element.values.get("paid_without_answer") and not element.text(
            "paid_without_answer_clause"
        ):
            yield element.wrong(
                "is missing: say which clause pays without an answer", "paid_without_answer_clause"
            )


def _sign_up(file: FilePart) -> Iterator[Mistake]:
    rule = file.part("sign_up")
    if not rule.values:
        return
    is_asked = rule.flag("asked", default=True)
    if is_asked and "by" not in rule.values:
        yield rule.wrong("is missing: give the day, or say `asked = false`", "by")
    yield from _near(rule, file.span("period"), "by")


def _deadlines(file: FilePart) -> Iterator[Mistake]:
    span = file.span("period")
    taken = {"sign-up": "sign_up"}
    for return_ in file.parts("return"):
        quarters = return_.span("quarterly")
        code = return_.text("code")
        if quarters:
            for quarter in quarter_ends(quarters.start, quarters.end):
                taken[f"{code}-{quarter}"] = return_.place
        else:
            taken[code] = return_.place
    for deadline in file.parts("deadline"):
        for day in _later_years(deadline):
            taken[f"{deadline.text('code')}-{day.year}"] = deadline.place
    yield from repeated(file.parts("deadline"), "code", taken)
    for deadline in file.parts("deadline"):
        yield from _in_time(deadline)
        yield from _near(deadline, span, "due")
        yield from _near(deadline, span, "yearly_until")
        if deadline.day("due") and deadline.day("yearly_until") and not _later_years(deadline):
            yield deadline.wrong("is less than a year after the due date", "yearly_until")
        if _later_years(deadline) and len(deadline.text("code") or "") > MOST_LETTERS:
            yield deadline.wrong(
                f"must have at most {MOST_LETTERS} letters: a year is added to it", "code"
            )


def _later_years(deadline: FilePart) -> tuple[date, ...]:
    """The days of later years on which a deadline comes back."""
    due, until = deadline.day("due"), deadline.day("yearly_until")
    return yearly(due, until)[1:] if due and until else ()


def _returns(file: FilePart) -> Iterator[Mistake]:
    span = file.span("period")
    monthly = codes(file, "payment", paid="monthly")
    at_year_end = codes(file, "payment", paid="at year end")
    yield from repeated(file.parts("return"), "code")
    for return_ in file.parts("return"):
        yield from _in_time(return_)
        yield from _near(return_, span, "due")
        if ("due" in return_.values) == ("quarterly" in return_.values):
            yield return_.wrong("give either `due`, for once, or `quarterly`, for every quarter")
        if quarters := return_.span("quarterly"):
            yield from within(return_.at("quarterly"), quarters, span, "the specification")
            if not quarter_ends(quarters.start, quarters.end):
                yield return_.wrong("holds no end of a quarter", "quarterly")
        elif "due_months_after_quarter" in return_.values and "quarterly" not in return_.values:
            yield return_.wrong("goes with `quarterly` only", "due_months_after_quarter")
        yield from unknown(return_, "holds", monthly, "a monthly payment")
        yield from unknown(return_, "last_holds", at_year_end, "a year-end payment")
        yield from repeated(return_.parts("question"), "key")
        for question in return_.parts("question"):
            if question.text("answer") in CHOSEN and "choices" not in question.values:
                yield question.wrong("is missing: say what can be chosen", "choices")
            if question.text("answer") in PLAIN and "choices" in question.values:
                yield question.wrong("goes with the answers “one of” and “any of” only", "choices")


def _sitrep(file: FilePart) -> Iterator[Mistake]:
    sitrep = file.part("sitrep")
    for key in ("first_week", "last_week"):
        day = sitrep.day(key)
        if day and day.weekday() != MONDAY:
            yield sitrep.wrong(f"{day} is a {day:%A}: a week is named by its Monday", key)
    first, last = sitrep.day("first_week"), sitrep.day("last_week")
    if first and last and last < first:
        yield sitrep.wrong(f"{last} is before the first week, {first}", "last_week")
    yield from repeated(sitrep.parts("question"), "key")
    for question in sitrep.parts("question"):
        start, end = question.day("from"), question.day("to")
        if start and end and end < start:
            yield question.wrong(f"{end} is before {start}", "to")
