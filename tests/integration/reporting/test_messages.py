"""The day's messages: who is told of what, once, and what is done where nobody can be told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction

from commissioning.accounts.console import person as system_person
from commissioning.clock import as_if_today
from commissioning.jobs.run import do
from commissioning.models import AuditEvent, Job, RoleMembership, Task, User
from reporting.actions.messages import ask_for_the_days_messages, write_messages
from reporting.actions.own_messages import choose_messages
from reporting.models import Message, MessageChoice
from reporting.tasks import ask_for_what_is_due
from tests.factories.teams import Team
from tests.factories.years import Year

DUE = date(2020, 5, 29)  # the day by which practices sign up, a Friday
MONDAY = date(2020, 6, 8)
State = Message.State


@pytest.fixture
def team(db: None, settings: Any) -> Team:  # noqa: ARG001
    settings.COMMISSIONING_TODAY = DUE
    return Team(Year())


@contextmanager
def on(day: date) -> Iterator[None]:
    with as_if_today(day):
        yield


def written(day: date) -> list[Message]:
    """What a day's work wrote of signing up."""
    known = set(Message.objects.values_list("pk", flat=True))
    with on(day):
        write_messages(by=system_person(None))
    return list(Message.objects.exclude(pk__in=known).order_by("key"))


def of_sign_up(day: date) -> list[Message]:
    return [each for each in written(day) if each.deadline == "sign-up"]


def to(messages: list[Message]) -> set[tuple[str, str]]:
    return {(each.person.email.split("@")[0], each.kind) for each in messages}


class TestReminders:
    def test_before_the_day_only_whoever_owes_it_is_told(self, team: Team):
        team.year.signs(team.second)
        found = of_sign_up(DUE - timedelta(days=7))
        assert to(found) == {("gita", "reminder"), ("ivy", "reminder"), ("ivo", "reminder")}
        own = next(each for each in found if each.person == team.manager)
        assert own.key == f"reminder:proactive-care:sign-up:C86001:7-days-before:{team.manager.pk}"
        assert (own.organisation, own.address) == (team.own, "gita@nhs.example")
        assert own.written_on == DUE - timedelta(days=7)

    def test_it_says_what_is_due_and_when_in_plain_words_and_as_a_page(self, team: Team):
        own = next(
            each for each in of_sign_up(DUE - timedelta(days=7)) if each.person == team.manager
        )
        assert own.subject == "Due 29 May 2020: Sign up, or decline"
        for words in ("For The Own Practice", "It is due on 29 May 2020.", "Sign in to read"):
            assert words in own.text
            assert words in own.html
        assert "http://" in own.text
        assert '<html lang="en-GB">' in own.html
        assert "£" not in own.text + own.html

    def test_after_the_day_the_director_is_told_and_then_the_ccg(self, team: Team):
        team.year.signs(team.away)
        day_after = of_sign_up(DUE + timedelta(days=1))
        directors = {("ivy", "director"), ("kay", "director")}
        owners = {("gita", "reminder"), ("ivy", "reminder"), ("hal", "reminder")}
        assert to(day_after) == owners | directors
        assert len([each for each in day_after if each.kind == "director"]) == 2  # once for both
        later = of_sign_up(DUE + timedelta(days=4))
        assert {name for name, kind in to(later) if kind == "ccg"} == {
            "amal",
            "beth",
            "published",
            "seconded",
        }

    def test_an_escalation_names_no_practice(self, team: Team):
        assert team
        for each in of_sign_up(DUE + timedelta(days=4)):
            if each.kind in ("director", "ccg"):
                assert "Own Practice" not in each.text
                assert "C86" not in each.text
                assert "Sign in to read who" in each.text

    def test_whoever_answered_is_reminded_no_more(self, team: Team):
        assert to(of_sign_up(DUE - timedelta(days=2)))
        for each in (team.own, team.second, team.away):
            team.year.signs(each)
        assert of_sign_up(DUE - timedelta(days=1)) == []

    def test_done_again_it_writes_nothing(self, team: Team):
        assert team
        assert written(DUE - timedelta(days=1))
        assert written(DUE - timedelta(days=1)) == []
        assert AuditEvent.objects.filter(event="messages written").count() == 1

    def test_after_days_on_which_nothing_ran_only_the_latest_is_sent(self, team: Team):
        assert team
        found = of_sign_up(DUE - timedelta(days=1))
        assert {each.key.split(":")[4] for each in found} == {"1-day-before"}

    def test_somebody_whose_role_has_ended_is_not_told(self, team: Team):
        RoleMembership.objects.filter(person=team.manager).update(ends_on=date(2020, 5, 1))
        assert ("gita", "reminder") not in to(of_sign_up(DUE - timedelta(days=7)))

    def test_teams_of_the_ccg_are_reminded_of_their_own(self, team: Team):
        assert team
        found = [each for each in written(date(2021, 1, 3)) if each.deadline == "audit-q3"]
        assert to(found) >= {("amal", "reminder")}  # the team has nobody of its own here

    def test_only_the_ccg_or_the_site_has_them_written(self, team: Team):
        with pytest.raises(PermissionDenied, match="by itself"):
            write_messages(by=team.manager)


class TestNobodyToTell:
    def test_it_becomes_a_task_of_the_ccg_once(self, team: Team):
        RoleMembership.objects.filter(person=team.manager_away).delete()
        written(DUE - timedelta(days=7))
        written(DUE - timedelta(days=2))
        (task,) = Task.objects.filter(code__startswith="nobody-to-tell:")
        assert task.title == "Let somebody in for C86003 AWAY PRACTICE"
        assert task.owner == Task.Owner.PRIMARY_CARE

    def test_whoever_is_let_in_is_told_at_once_then(self, team: Team):
        RoleMembership.objects.filter(person=team.manager_away).update(
            starts_on=DUE - timedelta(days=5)
        )
        assert ("ivo", "reminder") not in to(of_sign_up(DUE - timedelta(days=7)))
        assert ("ivo", "reminder") in to(of_sign_up(DUE - timedelta(days=5)))

    def test_all_of_them_are_one_task_that_says_who_is_left(self, team: Team):
        RoleMembership.objects.filter(person__in=[team.manager_away, team.manager_too]).delete()
        written(DUE - timedelta(days=7))
        task = Task.objects.get(code__startswith="nobody-to-tell:")
        assert task.title == "Let somebody in for 2 organisations that nobody acts for"
        assert "C86002 THE SECOND PRACTICE, C86003 AWAY PRACTICE" in task.why
        team.year.signs(team.away)  # and owes nothing that is due soon
        written(DUE - timedelta(days=2))
        task.refresh_from_db()
        assert task.title == "Let somebody in for C86002 THE SECOND PRACTICE"

    def test_a_network_without_a_director_is_named_once_something_is_late(self, team: Team):
        RoleMembership.objects.filter(person=team.director_away).delete()
        written(DUE - timedelta(days=1))
        assert not Task.objects.filter(code__startswith="nobody-to-tell:").exists()
        written(DUE + timedelta(days=1))
        assert "U36746" in Task.objects.get(code__startswith="nobody-to-tell:").title

    def test_once_it_is_done_only_what_is_new_is_a_task_again(self, team: Team):
        RoleMembership.objects.filter(person=team.manager_away).delete()
        written(DUE - timedelta(days=7))
        Task.objects.filter(code__startswith="nobody").update(done_on=DUE, done_by=team.ccg)
        written(DUE - timedelta(days=2))
        assert Task.objects.filter(code__startswith="nobody-to-tell:").count() == 1
        RoleMembership.objects.filter(person=team.manager_too).delete()
        written(DUE - timedelta(days=1))
        again = Task.objects.get(code="nobody-to-tell:2")
        assert again.done_on is None


class TestDigests:
    def test_on_monday_everybody_gets_what_they_owe_next(self, team: Team):
        team.year.signs(team.second)
        digests = {each.person: each for each in written(MONDAY) if each.kind == "digest"}
        assert team.manager in digests
        own = digests[team.manager]
        assert own.key == f"digest:2020-06-08:{team.manager.pk}"
        assert own.subject == "What is due: week of 8 June 2020"
        assert "For The Own Practice" in own.text
        assert "It was due on 29 May 2020. It is overdue." in own.text

    def test_whoever_owes_nothing_gets_none(self, team: Team):
        team.year.signs(team.second)
        digests = {each.person for each in written(MONDAY) if each.kind == "digest"}
        assert team.manager_too not in digests
        assert team.lmc not in digests

    def test_a_director_reads_what_practices_are_late_with_and_the_ccg_too(self, team: Team):
        digests = {each.person: each for each in written(MONDAY) if each.kind == "digest"}
        assert "Late, from your practices" in digests[team.deputy].text
        assert "Late, from practices or networks" in digests[team.ccg].text
        assert "C86" not in digests[team.ccg].text

    def test_there_is_one_a_week_on_tuesday_where_monday_was_missed(self, team: Team):
        assert team
        assert any(each.kind == "digest" for each in written(MONDAY + timedelta(days=1)))
        assert not any(each.kind == "digest" for each in written(MONDAY + timedelta(days=2)))

    def test_whoever_chose_the_digest_has_reminders_in_it(self, team: Team):
        choose_messages(reminders="digest", by=team.manager)
        written(MONDAY - timedelta(days=7))
        (held,) = [each for each in of_sign_up(date(2020, 6, 5)) if each.person == team.manager]
        assert held.state == State.HELD
        (digest,) = [each for each in written(MONDAY) if each.person == team.manager]
        held.refresh_from_db()
        assert held.told_in == digest
        assert digest.state == State.WAITING

    def test_nobody_chooses_not_to_be_told(self, team: Team):
        with pytest.raises(ValidationError, match="Choose how"):
            choose_messages(reminders="never", by=team.manager)
        assert not MessageChoice.objects.exists()


class TestOnRecord:
    @pytest.fixture
    def message(self, team: Team) -> Message:
        assert team
        return of_sign_up(DUE - timedelta(days=7))[0]

    @pytest.mark.parametrize("field", ["text", "html", "subject", "address", "key"])
    def test_what_a_message_said_stays(self, message: Message, field: str):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**{field: "otherwise"})

    def test_a_message_is_never_lost(self, message: Message):
        with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
            message.delete()

    def test_two_of_one_key_are_refused(self, message: Message):
        message.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            message.save(force_insert=True)


class TestTheDaysWork:
    def test_it_is_asked_for_once_a_day_and_done(self, team: Team):
        assert team
        with on(DUE - timedelta(days=1)):
            by = system_person(None)
            job = ask_for_the_days_messages(by=by)
            assert job is not None
            assert ask_for_the_days_messages(by=by) is None
            assert job.key == "reminders:2020-05-28"
            do(job.pk)
        job.refresh_from_db()
        assert (job.state, job.problem) == (Job.State.DONE, "")
        assert "reminders and" in job.said
        assert Job.objects.filter(kind="messages").count() == 1

    def test_the_clock_asks_for_it(self, team: Team):
        assert team
        ask_for_what_is_due()
        ask_for_what_is_due()
        assert Job.objects.filter(key="reminders:2020-05-29").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_time_write_each_message_once(settings: Any):
    settings.COMMISSIONING_TODAY = DUE - timedelta(days=1)
    team = Team(Year())
    by: User = system_person(None)
    start, results = Barrier(2), []

    def writes() -> None:
        try:
            start.wait()
            results.append(write_messages(by=by))
        finally:
            connection.close()

    both = [Thread(target=writes) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    numbers = sorted(each.reminders for each in results)
    assert numbers[0] == 0
    assert numbers[1] == Message.objects.filter(kind="reminder").count() > 0
    assert Message.objects.filter(person=team.manager, deadline="sign-up").count() == 1
