"""Which days a home has a lead: every day is in one stretch, and gaps are never hidden."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from carehomes.rules.leads import Led, needs_exception, stretches
from carehomes.rules.plans import standard_on
from commissioning.domain.periods import Period

YEAR = Period(date(2020, 6, 1), date(2021, 2, 15))
DAYS = st.dates(date(2020, 1, 1), date(2021, 12, 31))


def told(*leads: Led) -> list[tuple[str, date, date]]:
    return [(each.kind, each.period.start, each.period.end) for each in stretches(leads, YEAR)]


def test_a_home_without_a_lead_is_one_gap() -> None:
    assert told() == [("gap", YEAR.start, YEAR.end)]


def test_a_change_without_a_gap_is_two_stretches() -> None:
    first = Led("First", date(2020, 5, 1), date(2020, 9, 30))
    second = Led("Second", date(2020, 10, 1))

    assert told(second, first) == [
        ("led", YEAR.start, date(2020, 9, 30)),
        ("led", date(2020, 10, 1), YEAR.end),
    ]


def test_days_between_two_leads_are_a_gap() -> None:
    first = Led("First", date(2020, 6, 1), date(2020, 8, 31))
    second = Led("Second", date(2020, 9, 15))

    assert told(first, second)[1] == ("gap", date(2020, 9, 1), date(2020, 9, 14))


def test_two_leads_overlap_unless_they_share_the_job() -> None:
    first = Led("First", date(2020, 6, 1))
    second = Led("Second", date(2020, 7, 1))
    sharing = Led("Second", date(2020, 7, 1), shares=True)

    assert told(first, second)[1][0] == "overlap"
    assert told(first, sharing)[1][0] == "shared"


def test_a_lead_of_one_day_counts_on_that_day() -> None:
    day = date(2020, 7, 1)

    assert told(Led("One", day, day))[1] == ("led", day, day)


@given(
    st.lists(
        st.builds(
            lambda start, days, shares: Led(
                "A", start, None if days > 200 else start + timedelta(days), shares=shares
            ),
            DAYS,
            st.integers(0, 230),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_every_day_is_in_one_stretch_with_those_who_led_it(leads: list[Led]) -> None:
    found = stretches(leads, YEAR)

    assert found[0].period.start == YEAR.start
    assert found[-1].period.end == YEAR.end
    for before, after in pairwise(found):
        assert after.period.start == before.period.end + timedelta(1)
    for each in found:
        for day in (each.period.start, each.period.end):
            assert len(each.names) == sum(one.holds_on(day) for one in leads)


def test_a_lead_who_is_no_gp_needs_an_exception_from_31_july() -> None:
    assert needs_exception(is_gp=False, end=None)
    assert needs_exception(is_gp=False, end=date(2020, 7, 31))
    assert not needs_exception(is_gp=False, end=date(2020, 7, 30))
    assert not needs_exception(is_gp=True, end=None)


def test_how_soon_a_plan_is_asked_for_depends_on_the_day() -> None:
    words = {
        day: (found.words if (found := standard_on(day)) else "none")
        for day in (
            date(2020, 5, 31),
            date(2020, 6, 1),
            date(2020, 8, 31),
            date(2020, 9, 1),
            date(2020, 9, 30),
            date(2020, 10, 1),
        )
    }

    assert list(words.values()) == [
        "none",
        "within 14 days, where practical",
        "within 14 days, where practical",
        "none",
        "none",
        "within 7 working days",
    ]
