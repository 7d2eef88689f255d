"""Which reminders a day brings, whatever days were missed and whoever still owes."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.working_days import working_days_from
from commissioning.specifications.schema import (
    Deadline,
    Reminder,
    Specification,
    read_specification,
)
from reporting.rules.deadlines import Dated, Owner, Stands, stands
from reporting.rules.reminders import LATEST, Moment, To, in_digest, moment_on, moments, planned

DATA = Path(__file__).parents[3] / "commissioning/specifications/data"
DUE = date(2020, 10, 1)
DAY = timedelta(days=1)


@cache
def specification() -> Specification:
    return read_specification((DATA / "proactive-care.toml").read_text(encoding="utf-8"))


def dated(remind: Reminder, due: date = DUE, code: str = "gateway") -> Dated:
    deadline = Deadline(
        code=code, title="Gateway form", owed_by="practice", due=due, clause="1", remind=remind
    )
    return Dated(specification(), deadline)


USUAL = Reminder(days_before=(28, 14, 7, 1), days_after=(1, 7))
OWNERS = (Owner("C86001", "U72999"), Owner("C86002", "U72999"), Owner("C86003", "U36746"))


def on(day: date, remind: Reminder = USUAL, sent: tuple[str, ...] = (), owners=OWNERS):
    it = dated(remind)
    return planned([it], {it.key: owners}, sent, day, working_days_from)


def test_a_reminder_has_a_key_of_its_own():
    assert [each.key for each in on(DUE - 7 * DAY)] == [
        "reminder:proactive-care:gateway:C86001:7-days-before",
        "reminder:proactive-care:gateway:C86002:7-days-before",
        "reminder:proactive-care:gateway:C86003:7-days-before",
    ]


def test_it_escalates_from_the_practice_to_the_director_to_the_ccg():
    def told(day: date) -> set[tuple[str, str]]:
        return {(each.to, each.whom) for each in on(day) if each.to is not To.OWNER}

    directors = {(To.DIRECTOR, "U36746"), (To.DIRECTOR, "U72999")}
    assert told(DUE) == set()
    assert told(DUE + DAY) == directors
    assert told(DUE + 7 * DAY) == {*directors, (To.CCG, "ccg")}


def test_a_director_is_told_once_for_all_practices():
    (theirs,) = [each for each in on(DUE + DAY) if each.whom == "U72999"]
    assert [each.code for each in theirs.owners] == ["C86001", "C86002"]


def test_what_the_ccg_owes_itself_goes_no_further():
    found = on(DUE + 7 * DAY, owners=(Owner("finance"),))
    assert [(each.to, each.whom) for each in found] == [(To.OWNER, "finance")]


def test_of_reminders_that_were_missed_only_the_latest_is_sent():
    assert {each.moment.name for each in on(DUE - 3 * DAY)} == {"7-days-before"}


def test_a_reminder_beforehand_lapses_with_its_day():
    before = Reminder(days_before=(1,))
    assert on(DUE, before)
    assert not on(DUE + DAY, before)


def test_the_last_reminder_is_not_sent_long_after():
    last = DUE + 7 * DAY
    assert on(last + LATEST)
    assert not on(last + LATEST + DAY)


def test_working_days_pass_over_the_eighth_of_may():
    remind = Reminder(days_before=(1, 2), days_after=(1,), working_days=True)
    assert moments(date(2020, 5, 11), remind, working_days_from) == (
        Moment(date(2020, 5, 6), "2-working-days-before"),
        Moment(date(2020, 5, 7), "1-working-day-before"),
        Moment(date(2020, 5, 12), "1-working-day-after", 1),
    )


@pytest.mark.parametrize(
    ("day", "how"),
    [
        (date(2020, 10, 1), Stands.AHEAD),
        (date(2020, 10, 2), Stands.LATE),
        (date(2020, 10, 31), Stands.LATE),  # accepted on the last of its days (D-01)
        (date(2020, 11, 1), Stands.OVERDUE),
    ],
)
def test_late_is_still_accepted_and_then_overdue(day: date, how: Stands):
    gateway = next(each for each in specification().deadlines if each.code == "gateway")
    assert stands(Dated(specification(), gateway), day) is how


def test_a_digest_tells_what_is_due_next_and_then_what_is_overdue():
    def due(code: str, days: int, remind: Reminder = USUAL) -> Dated:
        return dated(remind, DUE + days * DAY, code)

    there = [
        due("today", 0),
        due("soon", 5),
        due("in-four-weeks", 28),
        due("lately", -3),
        due("a-year-ago", -365),
        due("too-far", 29),
        due("too-old", -366),
        due("of-which-nobody-is-reminded", 3, Reminder()),
    ]
    found = [each.deadline.code for each in in_digest(there, DUE)]
    assert found == ["today", "soon", "in-four-weeks", "lately", "a-year-ago"]


# Whatever happens

REMINDERS = st.builds(
    Reminder,
    days_before=st.lists(st.integers(1, 40), unique=True, max_size=4).map(tuple),
    days_after=st.lists(st.integers(1, 40), unique=True, max_size=4).map(tuple),
    working_days=st.booleans(),
)
CODES = ("C86001", "C86002", "C86003")
OWING = st.dictionaries(  # by day from 60 days before: who owes it then
    st.integers(0, 140), st.frozensets(st.sampled_from(CODES)), min_size=1
)


@given(REMINDERS, OWING)
def test_nothing_is_sent_twice_or_early_or_to_whoever_owes_nothing(
    remind: Reminder, owing: dict[int, frozenset[str]]
):
    """Days on which nothing ran are simply left out; on others it runs twice."""
    it = dated(remind)
    days = {each.name: each.day for each in moments(DUE, remind, working_days_from)}
    sent: list[str] = []
    for place in sorted(owing):
        day = DUE + (place - 60) * DAY
        owners = tuple(Owner(code, "U72999") for code in sorted(owing[place]))
        for _ in range(2):
            found = planned([it], {it.key: owners}, sent, day, working_days_from)
            assert len({each.moment for each in found}) <= 1
            for each in found:
                assert {one.code for one in each.owners} <= owing[place]
                assert days[each.moment.name] <= day
                assert each.to is not To.DIRECTOR or each.moment.after >= 1
                assert each.to is not To.CCG or each.moment.after >= 2
            sent += [each.key for each in found]
    assert len(sent) == len(set(sent))


@given(REMINDERS)
def test_whoever_owes_all_along_gets_every_reminder_when_every_day_runs(remind: Reminder):
    it = dated(remind)
    sent: list[str] = []
    for place in range(-70, 71):
        owing = {it.key: (Owner("C86001"),)}
        found = planned([it], owing, sent, DUE + place * DAY, working_days_from)
        sent += [each.key for each in found if each.to is To.OWNER]
    by_day: dict[date, str] = {}
    for each in moments(DUE, remind, working_days_from):
        by_day[each.day] = each.name  # two that fall on one day are one
    assert len(sent) == len(by_day)
    assert [each.rsplit(":", 1)[1] for each in sent] == [by_day[day] for day in sorted(by_day)]


@given(REMINDERS, st.integers(-70, 70))
def test_the_reminder_that_stands_is_the_latest_that_has_come(remind: Reminder, place: int):
    day = DUE + place * DAY
    found = moment_on(dated(remind), day, working_days_from)
    come = [each for each in moments(DUE, remind, working_days_from) if each.day <= day]
    assert found is None or found == come[-1]
