"""A person with several roles acts in one at a time: it narrows what is shown, not allowed."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils.timezone import now

from commissioning.accounts.active_role import acting, current, previous_visit
from commissioning.models import Organisation, Role, RoleMembership, User
from commissioning.policy.roles import acts_for, holds

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-and-odd-pass-phrase"
START = date(2016, 4, 1)


@pytest.fixture(autouse=True)
def _nothing_tried_before() -> None:
    cache.clear()


def practice(code: str) -> Organisation:
    return Organisation.objects.create(code=code, kind="practice", name=f"THE {code} PRACTICE")


@pytest.fixture
def person() -> User:
    """Somebody who works for two practices."""
    found = User.objects.create_user("ann@example.nhs.uk", PASSWORD, name="Ann Other")
    for code in ("C86001", "C86002"):
        RoleMembership.objects.create(
            person=found, role=Role.PRACTICE, organisation=practice(code), starts_on=START
        )
    return found


def role_at(person: User, code: str) -> RoleMembership:
    return person.roles.get(organisation__code=code)


def account_in_header(client: Client) -> str:
    html = client.get("/contact/").content.decode()
    (found,) = re.findall(r'<nav class="nhsuk-header__account".*?</nav>', html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found))


def test_the_first_role_is_taken_until_another_is_chosen(client: Client, person: User) -> None:
    client.force_login(person)
    assert "GP practice, The C86001 Practice" in account_in_header(client)
    assert "C86002" not in account_in_header(client)

    answer = client.post("/acting-for/", {"role": role_at(person, "C86002").pk})

    assert answer.headers["Location"] == "/"
    assert "GP practice, The C86002 Practice" in account_in_header(client)
    assert 'href="/payees/C86002/"' in client.get("/contact/").content.decode()
    assert 'href="/payees/C86001/"' not in client.get("/contact/").content.decode()


def test_what_is_not_shown_stays_allowed(client: Client, person: User) -> None:
    client.force_login(person)
    request = RequestFactory().get("/")
    request.user, request.session = person, client.session

    narrowed = acting(request)

    assert [each.code for each in acts_for(narrowed, Role.PRACTICE)] == ["C86001"]
    assert [each.code for each in acts_for(request.user, Role.PRACTICE)] == ["C86001", "C86002"]


def test_somebody_elses_role_cannot_be_taken(client: Client, person: User) -> None:
    other = User.objects.create_user("fay@example.nhs.uk", PASSWORD)
    theirs = RoleMembership.objects.create(person=other, role=Role.FINANCE, starts_on=START)
    client.force_login(person)

    for wrong in (theirs.pk, "", "nothing", 10**30):
        answer = client.post("/acting-for/", {"role": wrong})
        assert answer.status_code == 200
        assert "There is a problem" in answer.content.decode()
    assert not holds(person, Role.FINANCE)
    assert "GP practice, The C86001 Practice" in account_in_header(client)


def test_a_role_that_ended_since_is_not_acted_in(client: Client, person: User) -> None:
    client.force_login(person)
    second = role_at(person, "C86002")
    client.post("/acting-for/", {"role": second.pk})

    second.ends_on = date(2020, 3, 31)
    second.save()

    assert "GP practice, The C86001 Practice" in account_in_header(client)
    assert "Act for another" not in account_in_header(client)


def test_nobody_acts_in_a_role_without_signing_in(client: Client) -> None:
    assert "/accounts/login/" in client.get("/acting-for/").headers["Location"]
    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), client.session
    assert current(request) is None


def test_the_session_knows_when_the_person_was_here_before(client: Client, person: User) -> None:
    def visit() -> datetime | None:
        client.post("/accounts/logout/")
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        request = RequestFactory().get("/")
        request.user, request.session = person, client.session
        return previous_visit(request)

    before = now()
    assert visit() is None
    again = visit()
    assert again is not None
    assert before < again < now()
