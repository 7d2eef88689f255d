"""What is due: the calendar, one's own feed of it, and messages that are read, bounced, chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import icalendar
import pytest
from django.test import Client

from commissioning.accounts.console import person as system_person
from commissioning.clock import as_if_today
from commissioning.jobs.run import do
from commissioning.models import Job, User
from reporting.actions.messages import ask_for_the_days_messages
from reporting.models import Message
from tests.factories.years import Year
from tests.system.conftest import NARROW, SMALLEST, WIDE, Visitor
from tests.system.test_care_homes import ticks, writes

Come = Callable[..., Visitor]
People = dict[str, User]
WEEK_BEFORE = date(2021, 2, 19)  # a week before the evaluation is due


@pytest.fixture
def told(people: People) -> People:
    """What the day's work writes a week before the evaluation is due, shown and not sent."""
    with as_if_today(WEEK_BEFORE):
        job = ask_for_the_days_messages(by=system_person(None))
        assert job is not None
        do(job.pk)
        do(Job.objects.get(kind="messages").pk)
    return people


def test_the_calendar_says_what_is_due_and_who_owes_it(people: People, visitors: Come) -> None:
    # given the CCG and a practice in February 2021
    ccg = visitors(WIDE)
    ccg.signs_in(people["primary-care"])
    ccg.clicks("Deadlines")

    # when the CCG narrows the calendar to one specification and those who owe
    ccg.page.get_by_label("Specification").select_option(value="proactive-care")
    ccg.page.get_by_label("Owed by").select_option(value="practice")
    ccg.clicks("Show")

    # then it sees by when, what it affects and how many still owe it
    assert "Evaluation of proactive care" in ccg.reads()
    assert "2 still owe it" in ccg.reads()
    assert "Share with the clinical directors" not in ccg.reads()

    # and the practice sees what is its own
    practice = visitors(SMALLEST)
    practice.signs_in(people["practice"])
    practice.goes_to("/deadlines/?whose=own")
    assert "Owed by C86001" in practice.reads()


def test_a_person_puts_the_dates_into_their_own_calendar(
    people: People, visitors: Come, live_server: object
) -> None:
    # given a practice that looks at its account
    assert live_server
    practice = visitors(NARROW)
    practice.signs_in(people["practice"])
    practice.goes_to("/accounts/")
    practice.page.get_by_role("link", name="Set up your calendar").click()
    practice.looks()

    # when it makes an address, a calendar program can read it
    practice.clicks("Make an address")
    (path,) = re.findall(r"/deadlines/[\w-]+\.ics", practice.reads())
    read = icalendar.Calendar.from_ical(Client().get(path).content)
    titles = [str(each["SUMMARY"]) for each in read.walk("VEVENT")]
    assert "Due: Evaluation of proactive care" in titles

    # and once it is withdrawn nothing is there
    practice.clicks("Withdraw the address")
    assert "works no more" in practice.page.inner_text("body")
    assert Client().get(path).status_code == 404


def test_a_message_is_read_comes_back_and_is_sent_again(
    told: People, year: Year, visitors: Come
) -> None:
    # given a practice that was told what is due
    assert year
    practice = visitors(NARROW)
    practice.signs_in(told["practice"])
    practice.goes_to("/messages/")
    assert "In this demo nothing is sent" in practice.reads()
    practice.clicks("Due 26 February 2021: Evaluation of proactive care")
    practice.looks()
    assert "For The C86001 Practice" in practice.reads()
    assert "It came back" not in practice.reads()

    # when the CCG hears that it came back
    own = Message.objects.get(person=told["practice"], deadline="evaluation", kind="reminder")
    ccg = visitors(WIDE)
    ccg.signs_in(told["primary-care"])
    ccg.goes_to(f"/messages/{own.pk}/")
    ccg.clicks("It came back")
    ccg.looks()
    writes(ccg, "What did the answer say?", "The mailbox does not exist")
    ccg.clicks("Note that it came back")

    # then it has a task, and sends it again
    assert "The mailbox does not exist" in ccg.reads()
    ccg.clicks("Send it again")
    assert "It is sent again" in ccg.page.inner_text("body")
    ccg.goes_to("/")
    assert "whose messages do not arrive" in ccg.reads()


def test_a_person_chooses_the_digest(people: People, visitors: Come) -> None:
    # given a director at their account
    director = visitors(SMALLEST)
    director.signs_in(people["pcn-director"])
    director.goes_to("/accounts/")
    director.page.get_by_role("link", name="Choose how you are reminded").click()
    director.looks()

    # when they choose to be told on Mondays only
    ticks(director, "Only the digest on Mondays")
    director.clicks("Save")

    # then it is kept
    assert "Your choice is kept" in director.page.inner_text("body")
    director.goes_to("/messages/choice/")
    assert director.page.get_by_label("Only the digest on Mondays").is_checked()
