"""The first page: what there is to do, what waits, and what changed since the last visit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commissioning.models import Role, User
from commissioning.policy.roles import holds
from commissioning.records.audit import record
from commissioning.web.to_do import ToDo
from reporting.pages.home import SiteHomePage
from reporting.selectors.home import changed_for
from tests.factories.commissioning import RoleMembershipFactory
from tests.factories.practices import MembershipFactory, NetworkFactory, PracticeFactory

DAY = date(2021, 2, 15)


@pytest.fixture
def by(db: None, settings: Any) -> User:  # noqa: ARG001
    settings.COMMISSIONING_TODAY = DAY
    return RoleMembershipFactory(role=Role.PRIMARY_CARE).person


def test_what_is_due_says_how_many_days_there_are(by: User):
    due = [date(2021, 2, 13), DAY, date(2021, 2, 16), date(2021, 2, 26), None]
    to_do = [ToDo(title="Send it", href="/", due=each) for each in due]
    page = SiteHomePage.of(by, DAY, to_do, [], None)
    assert [each.tag.text if each.tag else "" for each in page.to_do] == [
        "2 days overdue",
        "Today",
        "In 1 day",
        "In 11 days",
        "",
    ]


def test_what_waits_for_others_stands_apart(by: User):
    page = SiteHomePage.of(by, DAY, [ToDo(title="Agree it", href="/", waiting=True)], [], None)
    assert not page.to_do
    assert [each.title for each in page.waiting] == ["Agree it"]


def test_a_practice_with_nothing_to_do_is_told_so(client: Client, by: User):  # noqa: ARG001
    practice = PracticeFactory()
    client.force_login(RoleMembershipFactory(role=Role.PRACTICE, organisation=practice).person)
    said = client.get("/").content.decode()
    assert "There is nothing for you to do today." in said


def test_people_see_what_others_did_for_their_organisations(by: User):
    membership = MembershipFactory(group=NetworkFactory())
    practice, elsewhere = membership.member, PracticeFactory()
    record("sign-up added", practice, by=by)
    record("sign-up added", elsewhere, by=by)
    manager = RoleMembershipFactory(role=Role.PRACTICE, organisation=practice).person
    director = RoleMembershipFactory(role=Role.PCN_DIRECTOR, organisation=membership.group).person
    auditor = RoleMembershipFactory(role=Role.DATA_QUALITY).person
    assert [each.latest.organisation for each in changed_for(manager, None)] == [practice]
    assert [each.latest.organisation for each in changed_for(director, None)] == [practice]
    (both,) = changed_for(auditor, None)
    assert (both.times, len(both.whom)) == (2, 2)
    assert changed_for(by, None) == []


def test_only_what_came_after_the_last_visit(by: User):
    auditor = RoleMembershipFactory(role=Role.DATA_QUALITY).person
    record("sign-up added", PracticeFactory(), by=by)
    now = timezone.now()
    assert changed_for(auditor, now + timedelta(minutes=1)) == []
    assert len(changed_for(auditor, now - timedelta(minutes=1))) == 1


def test_the_same_thing_done_many_times_in_a_day_is_one_line(by: User):
    auditor = RoleMembershipFactory(role=Role.DATA_QUALITY).person
    names = ("THE BROOK SURGERY", "THE ALDER SURGERY", "THE CEDAR SURGERY", "THE DELL SURGERY")
    practices = [PracticeFactory(name=name) for name in names]
    for practice in (*practices, practices[0]):
        record("claim accepted", practice, by=by, reason="As agreed")
    for _ in range(3):
        record("lead confirmed", practices[1], by=by, reason="As agreed")
    another = RoleMembershipFactory(role=Role.PRIMARY_CARE).person
    record("claim accepted", practices[2], by=another, reason="Late, with good cause")
    record("budget set", by, by=another)
    record("budget set", by, by=another)

    page = SiteHomePage.of(auditor, DAY, [], changed_for(auditor, None), None)

    assert [(each.what, each.words) for each in page.changed] == [
        ("Budget set, 2 times", ""),
        ("Claim accepted: The Cedar Surgery", "Late, with good cause"),
        ("Lead confirmed, 3 times: The Alder Surgery", ""),
        ("Claim accepted, 5 times", "For The Alder Surgery, The Brook Surgery and 2 others"),
    ]


def test_each_day_has_its_line_and_the_latest_are_shown(by: User, settings: Any):
    auditor = RoleMembershipFactory(role=Role.DATA_QUALITY).person
    practice = PracticeFactory(name="THE ONE PRACTICE")
    for day in range(1, 13):
        settings.COMMISSIONING_TODAY = date(2021, 2, day)
        record("claim accepted", practice, by=by)

    page = SiteHomePage.of(auditor, DAY, [], changed_for(auditor, None), None)

    assert [each.when for each in page.changed] == [
        f"{day} February 2021" for day in range(12, 2, -1)
    ]


def test_a_line_that_was_not_counted_to_its_end_says_so(
    by: User, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    auditor = RoleMembershipFactory(role=Role.DATA_QUALITY).person
    practice = PracticeFactory(name="THE ONE PRACTICE")
    monkeypatch.setattr("reporting.selectors.home.LOOKED_AT", 4)
    for day, times in ((14, 3), (15, 2)):
        settings.COMMISSIONING_TODAY = date(2021, 2, day)
        for _ in range(times):
            record("claim accepted", practice, by=by)

    page = SiteHomePage.of(auditor, DAY, [], changed_for(auditor, None), None)

    assert [each.what for each in page.changed] == [
        "Claim accepted, 2 times: The One Practice",
        "Claim accepted, 2 times or more: The One Practice",
    ]


def test_what_changed_asks_the_same_however_much_did(by: User, django_assert_num_queries: Any):
    auditor = RoleMembershipFactory(role=Role.DATA_QUALITY).person
    holds(auditor, Role.FINANCE)  # which reads the roles, once for each person
    for number in (2, 12):
        for each in range(number):
            record(f"thing {each} done", PracticeFactory(), by=by)
        with django_assert_num_queries(2):
            SiteHomePage.of(auditor, DAY, [], changed_for(auditor, None), None)
