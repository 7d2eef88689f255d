"""The one clock: the demo's day, a day acted out, and today in England."""

from datetime import UTC, date, datetime

import time_machine

from commissioning.clock import as_if_today, today


def test_today_is_the_day_in_england(settings):
    settings.COMMISSIONING_TODAY = None
    with time_machine.travel(datetime(2020, 6, 30, 23, 30, tzinfo=UTC), tick=False):
        assert today() == date(2020, 7, 1)


def test_the_demo_has_its_own_day(settings):
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    assert today() == date(2021, 2, 15)


def test_a_year_can_be_acted_out(settings):
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    with as_if_today(date(2020, 4, 1)):
        with as_if_today(date(2020, 5, 1)):
            assert today() == date(2020, 5, 1)
        assert today() == date(2020, 4, 1)
    assert today() == date(2021, 2, 15)
