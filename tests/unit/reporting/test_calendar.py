"""A calendar as other programs read it (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.calendar_file import Event, calendar

AT = datetime(2020, 5, 18, 9, 30, tzinfo=UTC)
TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=300
)


def event(**more: object) -> Event:
    return Event(
        **{
            "uid": "proactive-care.gateway@site.example",
            "number": 2,
            "changed_at": AT,
            "day": date(2020, 10, 1),
            "summary": "Due: Gateway form",
            "description": "Achievement",
            "url": "https://site.example/deadlines/",
            "category": "Proactive Care",
        }
        | more
    )


def test_an_event_is_a_whole_day_that_says_how_often_it_was_changed():
    read = icalendar.Calendar.from_ical(calendar("Mine", [event()]))
    (found,) = read.walk("VEVENT")
    assert found["DTSTART"].dt == date(2020, 10, 1)
    assert found["DTEND"].dt == date(2020, 10, 2)
    assert (found["UID"], found["SEQUENCE"]) == ("proactive-care.gateway@site.example", 2)
    assert found["DTSTAMP"].dt == AT
    assert read["VERSION"] == "2.0"
    assert read["PRODID"]


@given(TEXT, TEXT)
def test_any_text_comes_back_as_it_was_and_lines_stay_short(summary: str, description: str):
    text = calendar("Mine", [event(summary=summary, description=description)])
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(len(each.encode()) <= 75 for each in lines)
    assert "\n" not in text.replace("\r\n", "")
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert str(found.get("SUMMARY", "")) == summary
    assert str(found.get("DESCRIPTION", "")) == description


def test_commas_semicolons_and_backslashes_are_escaped():
    text = calendar("Mine", [event(summary="A, b; c\\d")])
    assert "SUMMARY:A\\, b\\; c\\\\d\r\n" in text
