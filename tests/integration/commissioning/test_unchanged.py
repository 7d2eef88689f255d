"""A browser is told that a page is as it was only while nobody has changed anything."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from django.core.cache import caches
from django.http import HttpRequest
from django.test import RequestFactory

from commissioning.models import Role, User
from commissioning.records.audit import record
from commissioning.web.page_cache import as_shown, kept
from tests.factories.commissioning import RoleMembershipFactory


@pytest.fixture
def person(db: None, settings: Any) -> User:  # noqa: ARG001
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    return RoleMembershipFactory(role=Role.FINANCE).person


def asks(person: User, address: str = "/payees/C86001/2020-21/") -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = User.objects.get(pk=person.pk)
    request.session = SessionStore()
    request._messages = []  # type: ignore[attr-defined]  # noqa: SLF001
    return request


def test_the_mark_stays_while_nothing_changes(person: User):
    assert as_shown(asks(person)) == as_shown(asks(person))


def test_it_differs_once_anybody_changed_anything(person: User):
    before = as_shown(asks(person))
    record("sign-up added", person, by=person)
    assert as_shown(asks(person)) != before


def test_it_differs_by_person_role_day_and_address(person: User, settings: Any):
    marks = [as_shown(asks(person)), as_shown(asks(person, "/payees/C86001/2019-20/"))]
    marks.append(as_shown(asks(RoleMembershipFactory(role=Role.FINANCE).person)))
    RoleMembershipFactory(person=person, role=Role.DATA_QUALITY)
    marks.append(as_shown(asks(person)))
    settings.COMMISSIONING_TODAY = date(2021, 2, 16)
    marks.append(as_shown(asks(person)))
    assert len(set(marks)) == 5


def test_a_page_with_something_to_say_is_made_again(person: User):
    request = asks(person)
    request._messages = ["Done"]  # type: ignore[attr-defined]  # noqa: SLF001
    assert as_shown(request) is None


@pytest.fixture
def keeps(settings: Any) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "kept": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test"},
    }
    caches["kept"].clear()


@pytest.mark.usefixtures("keeps")
class TestKept:
    def test_a_part_is_worked_out_once_while_nothing_changes(self, person: User):
        del person
        answers = iter((["first"], ["second"]))
        assert kept(lambda: next(answers), "part") == ["first"]
        assert kept(lambda: next(answers), "part") == ["first"]

    def test_nobody_can_change_what_is_kept(self, person: User):
        del person
        kept(lambda: ["first"], "part").append("more")
        assert kept(lambda: ["second"], "part") == ["first"]

    def test_it_is_worked_out_again_once_anybody_changed_anything(self, person: User):
        kept(lambda: "before", "part")
        record("sign-up added", person, by=person)
        assert kept(lambda: "after", "part") == "after"

    def test_and_on_another_day(self, person: User, settings: Any):
        del person
        kept(lambda: "before", "part")
        settings.COMMISSIONING_TODAY = date(2021, 2, 16)
        assert kept(lambda: "after", "part") == "after"

    def test_what_it_is_about_tells_parts_apart(self, person: User):
        del person
        kept(lambda: "of the practice", "year", "C86001")
        assert kept(lambda: "of another", "year", "C86002") == "of another"

    def test_an_empty_part_is_kept_too(self, person: User):
        del person
        assert kept(lambda: None, "part") is None
        assert kept(lambda: "again", "part") is None
