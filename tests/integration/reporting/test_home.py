"""The first page: what there is to do, what waits, and what changed since the last visit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commissioning.audit import record
from commissioning.models import Role, User
from commissioning.to_do import ToDo
from reporting.pages.home import HomePage
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
    page = HomePage.of(by, DAY, to_do, [], None)
    assert [each.tag.text if each.tag else "" for each in page.to_do] == [
        "2 days overdue",
        "Today",
        "In 1 day",
        "In 11 days",
        "",
    ]


def test_what_waits_for_others_stands_apart(by: User):
    page = HomePage.of(by, DAY, [ToDo(title="Agree it", href="/", waiting=True)], [], None)
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
    assert [each.organisation for each in changed_for(manager, None)] == [practice]
    assert [each.organisation for each in changed_for(director, None)] == [practice]
    assert len(changed_for(auditor, None)) == 2
    assert changed_for(by, None) == []


def test_only_what_came_after_the_last_visit(by: User):
    auditor = RoleMembershipFactory(role=Role.DATA_QUALITY).person
    record("sign-up added", PracticeFactory(), by=by)
    now = timezone.now()
    assert changed_for(auditor, now + timedelta(minutes=1)) == []
    assert len(changed_for(auditor, now - timedelta(minutes=1))) == 1
