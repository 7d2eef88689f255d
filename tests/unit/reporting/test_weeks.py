"""Weeks, what existed in them, and which specification asks about one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.specifications.schema import read_specification
from reporting.rules.weeks import (
    asking_about,
    day_named,
    existed_in,
    is_warning,
    monday_of,
    questions_about_homes,
    sunday_of,
)

DATA = Path(__file__).parents[3] / "commissioning/specifications/data"
WEEK = date(2020, 6, 8)
JULY = date(2020, 7, 31)
DAYS = st.dates(date(2020, 5, 1), date(2021, 4, 30))


@pytest.mark.parametrize(
    ("since", "mended", "closed", "existed"),
    [
        (date(2020, 6, 14), None, None, True),
        (date(2020, 6, 15), None, None, False),
        (date(2020, 6, 1), date(2020, 6, 9), None, True),
        (date(2020, 6, 1), date(2020, 6, 8), None, False),
        (date(2020, 6, 1), date(2020, 7, 1), date(2020, 6, 8), False),
        (date(2020, 6, 8), date(2020, 6, 9), None, True),
    ],
)
def test_an_exception_existed_in_a_week(
    since: date, mended: date | None, closed: date | None, *, existed: bool
):
    assert existed_in(WEEK, since=since, mended_on=mended, closed_on=closed) is existed


@given(DAYS)
def test_every_day_lies_in_one_week(day: date):
    week = monday_of(day)
    assert week.weekday() == 0
    assert week <= day <= sunday_of(week)


@given(DAYS, st.integers(1, 60), DAYS)
def test_mending_takes_an_exception_from_no_week_in_which_it_existed(
    since: date, days: int, day: date
):
    mended = since + timedelta(days=days)
    for week in (monday_of(day),):
        before = existed_in(week, since=since, mended_on=None, closed_on=None)
        after = existed_in(week, since=since, mended_on=mended, closed_on=None)
        assert after == (before and week < mended)


def test_a_sitrep_asks_about_its_weeks_and_the_last_one_beyond():
    local = read_specification((DATA / "proactive-care.toml").read_text())
    assert asking_about(date(2020, 5, 25), [local]) is None
    assert asking_about(date(2020, 6, 1), [local]) is local
    assert asking_about(date(2021, 2, 15), [local]) is local


def test_alignment_is_asked_from_july():
    local = read_specification((DATA / "proactive-care.toml").read_text())
    june = {each.key for each in questions_about_homes(local, date(2020, 6, 14))}
    july = {each.key for each in questions_about_homes(local, date(2020, 7, 12))}
    assert july - june == {"alignment"}
    assert june == {"weekly-check-in", "care-plans", "pharmacy", "clinical-lead", "out-of-hours"}


@pytest.mark.parametrize(
    ("question", "day", "by", "warning"),
    [
        ("alignment", JULY, JULY, True),
        ("alignment", JULY + timedelta(days=1), JULY, False),
        ("alignment", JULY, None, False),
        ("clinical-lead", JULY, JULY, False),
    ],
)
def test_no_alignment_is_a_warning_until_all_are_aligned(
    question: str, day: date, by: date | None, *, warning: bool
):
    assert is_warning(question, day, by) is warning


def test_a_day_of_a_week_is_found_by_its_name():
    assert day_named(WEEK, "Thursday 12:00") == date(2020, 6, 11)
