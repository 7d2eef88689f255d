"""Weeks, named by their Mondays; what existed in one; and which specification asks about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from commissioning.specifications.schema import SitrepQuestion, Specification, WeeklySitrep

WEEK = timedelta(days=7)
BY_HOME = "by home"
ALIGNMENT = "alignment"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def monday_of(day: date) -> date:
    """The week that a day lies in."""
    return day - timedelta(days=day.weekday())


def sunday_of(week: date) -> date:
    return week + WEEK - timedelta(days=1)


def day_named(week: date, text: str) -> date:
    """The day of a week that begins such as “Thursday 12:00”."""
    return week + timedelta(days=WEEKDAYS.index(text.split(maxsplit=1)[0]))


def existed_in(week: date, *, since: date, mended_on: date | None, closed_on: date | None) -> bool:
    """Whether an exception existed in a week: on any of its days.

    On the day that it was mended or closed it existed no more.
    """
    ended = min((day for day in (mended_on, closed_on) if day), default=None)
    return since <= sunday_of(week) and (ended is None or ended > week)


def asking_about(week: date, specifications: Iterable[Specification]) -> Specification | None:
    """The specification whose sitrep asks about a week; between two sitreps, the last before.

    Of two that ask about the same week, the one that began to ask last.
    """
    candidates = [
        (specification.sitrep, specification)
        for specification in specifications
        if specification.sitrep is not None and specification.sitrep.first_week <= week
    ]
    within = [pair for pair in candidates if _asks(pair[0], week)]
    latest = max(
        within or candidates, key=lambda pair: (pair[0].first_week, pair[1].code), default=None
    )
    return latest[1] if latest else None


def _asks(sitrep: WeeklySitrep, week: date) -> bool:
    return sitrep.last_week is None or week <= sitrep.last_week


def questions_about_homes(specification: Specification, day: date) -> tuple[SitrepQuestion, ...]:
    """The questions that are answered home by home, and so can have exceptions."""
    return tuple(
        question for question in questions_on(specification, day) if question.answer == BY_HOME
    )


def questions_on(specification: Specification, day: date) -> tuple[SitrepQuestion, ...]:
    """Every question that the sitrep of a specification asks on a day."""
    sitrep = specification.sitrep
    return tuple(
        question
        for question in (sitrep.questions if sitrep else ())
        if (question.start is None or question.start <= day)
        and (question.end is None or day <= question.end)
    )


def moment_named(week: date, text: str) -> datetime:
    """When, by the clock on the wall, a week that begins reaches such as “Thursday 12:00”."""
    hour, minute = text.rsplit(maxsplit=1)[1].split(":")
    return datetime.combine(day_named(week, text), time(int(hour), int(minute)))


def weeks_between(first: date, last: date) -> tuple[date, ...]:
    """The weeks from one to another, both included."""
    return tuple(first + WEEK * number for number in range((last - first).days // 7 + 1))


def is_warning(question: str, day: date, aligned_by: date | None) -> bool:
    """A home that is not aligned is a warning until the day by which all are, then an exception."""
    return question == ALIGNMENT and aligned_by is not None and day <= aligned_by
