"""Sending, to a real mail server on this machine: once each, whatever happens in between."""

from __future__ import annotations

import asyncio
import os
import signal
import smtplib
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from commissioning.accounts.console import person as system_person
from commissioning.clock import as_if_today
from commissioning.jobs.enqueue import ask_for
from commissioning.jobs.run import do
from commissioning.jobs.supervise import look_after
from commissioning.models import AuditEvent, Job, Task
from reporting import sending
from reporting.actions.delivery import note_bounce, send_again
from reporting.actions.messages import ask_for_sending, write_messages
from reporting.models import Message
from tests.factories.teams import Team
from tests.factories.years import Year
from tests.integration.commissioning.workers import address, until

DAY = date(2020, 5, 28)
State = Message.State
pytestmark = pytest.mark.django_db


WORKER = """
import sys
import django
django.setup()
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[2])
from commissioning.jobs.run import do
from commissioning.jobs.supervise import look_after
do(sys.argv[1])
"""


class Server:
    """A mail server that keeps what it is given, and refuses what a test says."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.sessions: set[int] = set()
        self.refuses: dict[str, str] = {}  # by the address: what it answers
        self.breaks_on: set[str] = set()  # addresses with which the line is cut
        self.hangs_on: set[str] = set()  # and with which it never answers

    async def handle_RCPT(  # noqa: N802
        self, _: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.sessions.add(id(session))
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        if envelope.rcpt_tos[0] in self.breaks_on:
            assert server.transport
            server.transport.abort()
        if envelope.rcpt_tos[0] in self.hangs_on:
            await asyncio.sleep(60)
        return "250 OK"

    @property
    def to(self) -> list[str]:
        return [each["To"] for each in self.letters]


def a_port() -> int:
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        return int(finder.getsockname()[1])


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    found = Server()
    controller = Controller(found, hostname="127.0.0.1", port=a_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield found
    controller.stop()


@pytest.fixture
def team(settings: Any) -> Team:
    settings.COMMISSIONING_TODAY = DAY
    settings.DEMO = False
    return Team(Year())


def message(team: Team, number: int = 1, **more: Any) -> Message:
    about: dict[str, Any] = {
        "key": f"reminder:proactive-care:sign-up:C86001:{number}-days-before:1",
        "matter": f"reminder:proactive-care:sign-up:C86001:{number}-days-before",
        "kind": "reminder",
        "person": team.manager,
        "address": f"gita{number}@nhs.example",
        "subject": f"Due {number}",
        "text": "Sign in to read what is asked",
        "html": '<html lang="en-GB"><body><p>Sign in to read what is asked</p></body></html>',
        "written_on": DAY,
    }
    return Message.objects.create(**about | more)


def sent(key: str = "messages:1") -> Job:
    """Ask for sending, and do it, as a worker would."""
    job = ask_for("messages", key=key, by=system_person(None))
    do(job.pk)
    job.refresh_from_db()
    return job


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


class TestSending:
    def test_each_goes_out_once_over_one_connection(self, team: Team, server: Server):
        for number in (1, 2, 3):
            message(team, number)
        assert sent().said == "3 sent"
        assert server.to == ["gita1@nhs.example", "gita2@nhs.example", "gita3@nhs.example"]
        assert len(server.sessions) == 1
        assert states() == [State.SENT] * 3
        assert sent("messages:2").said == "0 sent"
        assert len(server.letters) == 3

    def test_a_letter_has_both_forms_and_says_that_no_answer_is_wanted(
        self, team: Team, server: Server
    ):
        message(team)
        sent()
        (letter,) = server.letters
        assert letter["Subject"] == "Due 1"
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter.get_body(["plain"]).get_content().strip() == "Sign in to read what is asked"
        assert "<p>Sign in" in letter.get_body(["html"]).get_content()

    def test_what_is_held_for_the_digest_is_not_sent(self, team: Team, server: Server):
        message(team, state=State.HELD)
        sent()
        assert server.letters == []

    def test_the_day_s_work_leads_to_what_people_read(self, team: Team, server: Server):
        job = ask_for("reminders", key="reminders:2020-05-28", by=system_person(None))
        do(job.pk)
        do(Job.objects.get(kind="messages").pk)
        assert team.manager.email in server.to
        assert len(server.letters) == Message.objects.filter(state=State.SENT).count() > 3

    def test_in_the_demo_they_are_read_on_a_page_instead(
        self, team: Team, server: Server, settings: Any
    ):
        settings.DEMO = True
        message(team)
        assert sent().said == "1 sent"
        assert states() == [State.SHOWN]
        assert server.letters == []


class TestRefusals:
    def test_an_address_that_is_refused_is_a_task_and_others_go_out(
        self, team: Team, server: Server
    ):
        server.refuses["gita1@nhs.example"] = "550 No such mailbox"
        for number in (1, 2):
            message(team, number)
        assert sent().said == "1 sent, 1 refused"
        assert states() == [State.BOUNCED, State.SENT]
        assert "550: No such mailbox" in Message.objects.order_by("pk")[0].problem
        (task,) = Task.objects.filter(code__startswith="not-reached:")
        assert task.title == "Reach Gita, whose messages do not arrive"
        assert server.to == ["gita2@nhs.example"]

    def test_of_one_person_there_is_one_task(self, team: Team, server: Server):
        for number in (1, 2):
            server.refuses[f"gita{number}@nhs.example"] = "550 No such mailbox"
            message(team, number)
        sent()
        assert Task.objects.filter(code__startswith="not-reached:").count() == 1

    def test_what_is_put_off_goes_out_later(self, team: Team, server: Server):
        server.refuses["gita1@nhs.example"] = "450 Try again later"
        message(team)
        assert sent().said == "0 sent, 1 put off"
        assert states() == [State.WAITING]
        server.refuses.clear()
        assert sent("messages:2").said == "1 sent"
        assert Message.objects.get().attempts == 2

    def test_what_is_put_off_for_too_long_has_failed(self, team: Team, server: Server):
        server.refuses["gita1@nhs.example"] = "450 Try again later"
        message(team, attempts=sending.MOST_ATTEMPTS - 1)
        sent()
        assert states() == [State.FAILED]
        assert Task.objects.filter(code__startswith="not-reached:").exists()

    def test_while_no_server_answers_nothing_is_in_doubt(self, team: Team, settings: Any):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", a_port()
        message(team)
        job = sent()
        assert job.state == Job.State.FAILED
        assert "The mail server does not answer" in job.problem
        assert states() == [State.WAITING]
        again = ask_for_sending(by=system_person(None), when="2020-05-28:08")
        assert again is not None
        assert ask_for_sending(by=system_person(None), when="2020-05-28:08") is None


class TestInDoubt:
    def test_where_the_line_is_cut_one_is_in_doubt_and_others_go_out(
        self, team: Team, server: Server
    ):
        server.breaks_on.add("gita1@nhs.example")
        for number in (1, 2):
            message(team, number)
        assert sent().said == "1 sent, 1 perhaps not sent"
        assert states() == [State.UNSURE, State.SENT]
        assert sent("messages:2").said == "0 sent"
        assert server.to.count("gita1@nhs.example") == 1  # never a second time by itself

    def test_two_workers_do_not_send_the_same_message(self, team: Team, server: Server):
        made = message(team)
        first = sending.Post(uuid4(), sending.Sent(), refused=never)
        second = sending.Post(uuid4(), sending.Sent(), refused=never)
        for post in (first, second):
            post.opens()
            post.sends(made.pk)
            post.closes()
        assert (first.found.sent, second.found.sent) == (1, 0)
        assert len(server.letters) == 1


@pytest.mark.django_db(transaction=True)
class TestAtWork:
    """With rows that other processes and connections see."""

    def test_a_thousand_in_one_piece_of_work(self, team: Team, server: Server):
        for number in range(1000):
            message(team, number)
        job = sent()
        assert (job.said, job.done, job.of) == ("1,000 sent", 1000, 1000)
        assert len(set(server.to)) == len(server.letters) == 1000
        assert len(server.sessions) == 1
        assert set(states()) == {State.SENT}

    def test_a_worker_killed_between_sending_and_noting_leaves_it_in_doubt(
        self, team: Team, server: Server, settings: Any
    ):
        for number in (1, 2):
            message(team, number)
        job = ask_for("messages", key="messages:1", by=system_person(None))

        # when a worker is killed while the server has the letter and has not said so
        server.hangs_on.add("gita1@nhs.example")
        asked = [sys.executable, "-c", WORKER, str(job.pk), str(settings.EMAIL_PORT)]
        environment = os.environ | {"DATABASE_URL": address(), "SECRET_KEY": "x" * 50}
        worker = subprocess.Popen(asked, cwd=settings.BASE_DIR, env=environment)
        try:
            until(lambda: server.letters)
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait(30)
        assert states() == [State.SENDING, State.WAITING]

        # then its work is found lying and given to another, who sends the rest
        Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
        look_after()
        do(job.pk)
        job.refresh_from_db()
        assert job.said == "1 sent, 1 perhaps not sent"
        assert states() == [State.UNSURE, State.SENT]
        assert server.to == ["gita1@nhs.example", "gita2@nhs.example"]


def never(message: Message, words: str, *, is_address: bool) -> None:
    raise AssertionError((message, words, is_address))


class TestWhatPeopleSay:
    def test_a_bounce_becomes_a_task(self, team: Team):
        made = message(team, state=State.SENT, sent_at=timezone.now())
        note_bounce(message=made, words="Mailbox full", by=team.ccg)
        assert states() == [State.BOUNCED]
        assert "Mailbox full" in Task.objects.get(code__startswith="not-reached:").why
        assert AuditEvent.objects.filter(event="message came back").exists()

    def test_only_what_went_out_can_come_back(self, team: Team):
        with pytest.raises(PermissionDenied, match="went out"):
            note_bounce(message=message(team), words="Mailbox full", by=team.ccg)

    def test_it_is_sent_again_to_the_address_of_today_as_a_message_of_its_own(
        self, team: Team, server: Server
    ):
        made = message(team, state=State.BOUNCED, problem="Mailbox full")
        again = send_again(message=made, by=team.ccg)
        assert (again.address, again.text) == ("gita@nhs.example", made.text)
        do(Job.objects.get(kind="messages").pk)
        assert server.to == ["gita@nhs.example"]
        assert states() == [State.BOUNCED, State.SENT]
        with pytest.raises(ValidationError, match="already"):
            send_again(message=made, by=team.ccg)

    def test_what_arrived_is_not_sent_again(self, team: Team):
        made = message(team, state=State.SENT, sent_at=timezone.now())
        with pytest.raises(PermissionDenied, match="twice"):
            send_again(message=made, by=team.ccg)

    def test_others_look_after_no_messages(self, team: Team):
        made = message(team, state=State.UNSURE)
        for by in (team.manager, team.director, team.lmc):
            with pytest.raises(PermissionDenied, match="primary care team"):
                send_again(message=made, by=by)


def test_a_real_day_is_written_and_sent_at_any_clock(team: Team, server: Server):
    assert team
    for day in (DAY, DAY + timedelta(days=1)):
        with as_if_today(day):
            write_messages(by=system_person(None))
            sending.send_waiting(uuid4(), tell=lambda *_: None, refused=never)
    assert len(server.letters) == Message.objects.filter(state=State.SENT).count()
    assert len({each["X-Message"] for each in server.letters}) == len(server.letters)


def test_the_server_of_these_tests_is_a_real_one(server: Server, settings: Any):
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as line:
        assert line.noop()[0] == 250
    assert server.letters == []
