"""Something is overdue after the end of its last day in London, summer time or not."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import time_machine

from commissioning.clock import today
from commissioning.specifications.schema import read_specification
from reporting.rules.deadlines import Dated, Stands, stands

DATA = Path(__file__).parents[3] / "commissioning/specifications/data"


@cache
def dated(code: str) -> Dated:
    text = (DATA / "proactive-care.toml").read_text(encoding="utf-8")
    specification = read_specification(text)
    return Dated(specification, next(each for each in specification.deadlines if each.code == code))


@pytest.mark.parametrize(
    ("code", "moment", "how"),
    [
        ("sign-up", "2020-05-29T22:59:59+00:00", Stands.AHEAD),  # 23:59:59 in London
        ("sign-up", "2020-05-29T23:00:00+00:00", Stands.OVERDUE),
        ("gateway", "2020-10-01T22:59:59+00:00", Stands.AHEAD),
        ("gateway", "2020-10-01T23:00:00+00:00", Stands.LATE),
        ("gateway", "2020-10-31T23:59:59+00:00", Stands.LATE),  # the clocks went back on the 25th
        ("gateway", "2020-11-01T00:00:00+00:00", Stands.OVERDUE),
    ],
)
def test_the_last_second_of_a_day_in_london_is_still_that_day(
    code: str, moment: str, how: Stands, settings: Any
):
    settings.COMMISSIONING_TODAY = None
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        assert stands(dated(code), today()) is how


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2020-10-24T22:59:59+00:00", date(2020, 10, 24)),
        ("2020-10-24T23:00:00+00:00", date(2020, 10, 25)),
        ("2020-10-25T23:59:59+00:00", date(2020, 10, 25)),  # a day of 25 hours
        ("2020-10-26T00:00:00+00:00", date(2020, 10, 26)),
        ("2021-03-28T22:59:59+00:00", date(2021, 3, 28)),  # a day of 23 hours
        ("2021-03-28T23:00:00+00:00", date(2021, 3, 29)),
    ],
)
def test_the_days_on_which_the_clocks_change_are_whole(moment: str, day: date, settings: Any):
    settings.COMMISSIONING_TODAY = None
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        assert today() == day
