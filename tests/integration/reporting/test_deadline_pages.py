"""The calendar of deadlines, its feed, and the pages of messages, as each person sees them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commissioning.models import AuditEvent, Role, RoleMembership, SpecificationVersion, User
from commissioning.web.site_url import hash_of
from reporting.actions.own_messages import make_feed, withdraw_feed
from reporting.models import CalendarFeed, Message, MessageChoice
from tests.factories.teams import Team, acting
from tests.factories.years import SPECIFICATIONS, Year

pytestmark = pytest.mark.django_db
TODAY = date(2020, 6, 10)


@pytest.fixture
def team(settings: Any) -> Team:
    settings.COMMISSIONING_TODAY = TODAY
    return Team(Year(specifications=SPECIFICATIONS))


def of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def row(said: str, title: str) -> str:
    """What a page says after a deadline's title, up to the next."""
    return said[said.index(title) :][:400]


class TestCalendar:
    def test_the_ccg_sees_who_still_owes_what(self, team: Team):
        team.year.signs(team.own)
        said = text(of(team.ccg), "/deadlines/")
        assert "May 2020" in said
        sign_up = row(said, "Sign up, or decline")
        for words in (
            "29 May 2020",
            "The practice",
            "Overdue",
            "2 still owe it",
            "aspiration is held",
        ):
            assert words in sign_up

    def test_a_practice_sees_its_own_and_no_number_of_others(self, team: Team):
        said = row(text(of(team.manager), "/deadlines/"), "Sign up, or decline")
        assert "Yours" in said
        assert "Owed by C86001" in said
        assert "still owe" not in said
        team.year.signs(team.own)
        assert "Nothing owed" in row(text(of(team.manager), "/deadlines/"), "Sign up, or decline")

    def test_a_director_sees_which_practices_of_the_network(self, team: Team):
        said = row(text(of(team.deputy), "/deadlines/"), "Sign up, or decline")
        assert "Owed by C86001, C86002" in said
        assert "C86003" not in said

    def test_the_lmc_sees_dates_and_not_who(self, team: Team):
        said = row(text(of(team.lmc), "/deadlines/"), "Sign up, or decline")
        assert "Past" in said
        assert "C86" not in said

    def test_late_and_still_accepted(self, team: Team, settings: Any):
        team.year.signs(team.own)
        for day, words in (
            (date(2020, 10, 1), "Ahead"),
            (date(2020, 10, 2), "Late, still accepted"),
            (date(2020, 10, 31), "Late, still accepted"),
            (date(2020, 11, 1), "Overdue"),
        ):
            settings.COMMISSIONING_TODAY = day
            said = row(text(of(team.manager), "/deadlines/"), "Gateway form")
            assert words in said
            assert "accepted until 31 October 2020" in said

    @pytest.mark.parametrize(
        ("asked", "there", "not_there"),
        [
            ("owner=finance&year=2017-18", "Pay the final payment", "Review the scheme"),
            ("specification=proactive-care", "Gateway form", "care home plan"),
            ("whose=own", "Gateway form", "Share with the clinical directors"),
            ("year=2016-17", "Assurance form", "Gateway form"),
            ("year=nonsense&owner=nobody", "Gateway form", "Assurance form"),
        ],
    )
    def test_it_is_narrowed(self, team: Team, asked: str, there: str, not_there: str):
        said = text(of(team.manager), f"/deadlines/?{asked}")
        assert there in said
        assert not_there not in said

    def test_it_asks_as_often_however_many_practices_there_are(self, team: Team):
        client = of(team.ccg)

        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                client.get("/deadlines/")
            return len(asked)

        queries()
        before = queries()
        for number in range(200, 220):
            team.year.signs(team.year.a_practice(f"C87{number}", f"PRACTICE {number}"))
        assert queries() == before


class TestFeed:
    def read(self, path: str) -> Any:
        answer = Client().get(path)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies
        return icalendar.Calendar.from_ical(answer.content)

    def test_it_is_made_shown_once_and_read_without_a_session(self, team: Team):
        client = of(team.manager)
        made = client.post("/deadlines/feed/").content.decode()
        (path,) = re.findall(r"http[^<\s]*(/deadlines/[\w-]+\.ics)", made)
        token = path.removeprefix("/deadlines/").removesuffix(".ics")
        assert CalendarFeed.objects.get().token_sha256 == hash_of(token)
        assert token not in client.get("/deadlines/feed/").content.decode()
        titles = {str(each["SUMMARY"]) for each in self.read(path).walk("VEVENT")}
        assert "Due: Gateway form" in titles
        assert "Due: Share with the clinical directors who has signed up" not in titles

    def test_it_names_nobody_and_no_figure(self, team: Team):
        path = f"/deadlines/{make_feed(by=team.manager)}.ics"
        said = Client().get(path).content.decode()
        assert "C86001" not in said
        assert "gita" not in said.lower()
        assert "£" not in said

    def test_a_date_that_changes_keeps_its_event_with_a_higher_number(self, team: Team):
        path = f"/deadlines/{make_feed(by=team.manager)}.ics"
        before = self.gateway(path)
        version = SpecificationVersion.objects.get(code="proactive-care")
        changed = version.text.replace("due = 2020-10-01", "due = 2020-10-08")
        version.pk, version.text = None, changed.replace(version.version, "2020-21.5")
        version.version, version.sha256 = "2020-21.5", "5" * 64
        version.approved_at = timezone.now() + timedelta(minutes=1)
        version.save(force_insert=True)
        after = self.gateway(path)
        assert before["UID"] == after["UID"]
        assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
        assert after["DTSTART"].dt == date(2020, 10, 8)
        assert after["DTSTAMP"].dt > before["DTSTAMP"].dt

    def gateway(self, path: str) -> Any:
        found = self.read(path).walk("VEVENT")
        return next(each for each in found if str(each["SUMMARY"]) == "Due: Gateway form")

    def test_renewed_and_withdrawn_the_address_works_no_more(self, team: Team):
        first = f"/deadlines/{make_feed(by=team.manager)}.ics"
        second = f"/deadlines/{make_feed(by=team.manager)}.ics"
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200
        withdraw_feed(by=team.manager)
        assert Client().get(second).status_code == 404
        assert AuditEvent.objects.filter(event="calendar feed withdrawn").exists()

    def test_whoever_has_no_role_now_or_may_not_sign_in_has_no_feed(self, team: Team):
        path = f"/deadlines/{make_feed(by=team.manager)}.ics"
        RoleMembership.objects.filter(person=team.manager).update(ends_on=date(2020, 6, 1))
        assert Client().get(path).status_code == 404
        director = f"/deadlines/{make_feed(by=team.director)}.ics"
        User.objects.filter(pk=team.director.pk).update(is_active=False)
        assert Client().get(director).status_code == 404
        assert Client().get("/deadlines/nobody-s.ics").status_code == 404

    def test_the_lmc_has_every_date(self, team: Team):
        path = f"/deadlines/{make_feed(by=team.lmc)}.ics"
        titles = {str(each["SUMMARY"]) for each in self.read(path).walk("VEVENT")}
        assert {
            "Due: Gateway form",
            "Due: Review the service with the LMC and the clinical directors",
        } <= titles

    def test_withdrawing_what_there_is_not_says_so(self, team: Team):
        answer = of(team.manager).post("/deadlines/feed/withdraw/", follow=True)
        assert "You have no calendar feed" in answer.content.decode()


class TestMessages:
    @pytest.fixture
    def message(self, team: Team) -> Message:
        return Message.objects.create(
            key="reminder:proactive-care:sign-up:C86001:1-day-before:1",
            matter="reminder:proactive-care:sign-up:C86001:1-day-before",
            kind="reminder",
            person=team.manager,
            address="gita@nhs.example",
            subject="Due 29 May 2020: Sign up, or decline",
            text="For The Own Practice\n\nSign in to read what is asked",
            html="<p>Sign in</p>",
            organisation=team.own,
            written_on=TODAY,
            state=Message.State.UNSURE,
        )

    def test_each_reads_their_own_and_the_ccg_all(self, team: Team, message: Message):
        for person, sees in ((team.manager, True), (team.manager_too, False), (team.ccg, True)):
            assert (message.subject in text(of(person), "/messages/")) is sees
            text(of(person), f"/messages/{message.pk}/", 200 if sees else 404)
        said = text(of(team.manager), f"/messages/{message.pk}/")
        assert "For The Own Practice" in said
        assert "Perhaps not sent" in said
        assert "Send it again" not in said

    def test_the_ccg_sends_again_what_perhaps_was_not_sent(self, team: Team, message: Message):
        client = of(team.ccg)
        assert "Send it again" in text(client, f"/messages/{message.pk}/")
        answer = client.post(f"/messages/{message.pk}/again/", follow=True)
        assert "It is sent again, to gita@nhs.example" in answer.content.decode()
        again = client.post(f"/messages/{message.pk}/again/", follow=True)
        assert "sent again already" in again.content.decode()
        assert Message.objects.count() == 2

    def test_the_ccg_notes_that_it_came_back(self, team: Team, message: Message):
        path = f"/messages/{message.pk}/bounced/"
        assert "Say what came back" in of(team.ccg).post(path, {"words": ""}).content.decode()
        answer = of(team.ccg).post(path, {"words": "550 No such mailbox"}, follow=True)
        assert "a task is added" in answer.content.decode()
        assert "Reach Gita" in text(of(team.ccg_too), "/tasks/")

    def test_sending_that_leaves_no_event_is_seen_at_once(self, team: Team, message: Message):
        client = of(team.ccg)
        assert "Perhaps not sent" in row(text(client, "/messages/"), message.subject)
        Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
        assert "Perhaps" not in row(text(client, "/messages/"), message.subject)

    def test_how_one_is_reminded_is_chosen(self, team: Team):
        client = of(team.manager)
        answer = client.post("/messages/choice/", {"reminders": "digest"}, follow=True)
        assert "Your choice is kept" in answer.content.decode()
        assert MessageChoice.objects.get(person=team.manager).reminders == "digest"
        form = client.get("/messages/choice/").content.decode()
        assert re.search(r'value="digest"[^>]* checked', form)
        refused = client.post("/messages/choice/", {"reminders": "never"})
        assert refused.status_code == 200
        assert MessageChoice.objects.get().reminders == "digest"


def test_a_person_of_two_practices_sees_both(team: Team):
    both = acting("two@nhs.example", Role.PRACTICE, team.own, team.second)
    said = row(text(of(both), "/deadlines/"), "Sign up, or decline")
    assert "Owed by C86001, C86002" in said
