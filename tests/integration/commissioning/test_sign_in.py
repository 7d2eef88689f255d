"""Signing in, passwords and links, in this site's words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from commissioning.models import Role, RoleMembership, User
from commissioning.web.site_url import password_path

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-and-odd-pass-phrase"


@pytest.fixture(autouse=True)
def _nothing_tried_before() -> None:
    cache.clear()


@pytest.fixture
def person() -> User:
    found = User.objects.create_user("ann@example.nhs.uk", PASSWORD, name="Ann Other")
    RoleMembership.objects.create(person=found, role=Role.FINANCE, starts_on=date(2020, 4, 1))
    return found


def text(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def test_sign_in_page_asks_for_address_and_password(client: Client) -> None:
    page = text(client.get("/accounts/login/"))

    assert "E-mail address" in page
    assert 'autocomplete="email"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page
    assert "sign up" not in page.lower()


def test_signing_in_leads_home_or_where_one_was_going(client: Client, person: User) -> None:
    sent = {"login": person.email.upper(), "password": PASSWORD}

    assert client.post("/accounts/login/", sent).headers["Location"] == "/"
    client.post("/accounts/logout/")
    onward = client.post("/accounts/login/", {**sent, "next": "/runs/2020-04/"})
    assert onward.headers["Location"] == "/runs/2020-04/"
    client.post("/accounts/logout/")
    elsewhere = client.post("/accounts/login/", {**sent, "next": "https://evil.example/"})
    assert elsewhere.headers["Location"] == "/"


def test_mistakes_are_named_without_saying_who_exists(client: Client, person: User) -> None:
    empty = text(client.post("/accounts/login/", {}))
    assert "Enter your e-mail address" in empty
    assert "Enter your password" in empty
    assert "<title>Error: Sign in" in empty

    wrong = text(client.post("/accounts/login/", {"login": person.email, "password": "no"}))
    nobody = text(client.post("/accounts/login/", {"login": "no@example.org", "password": "no"}))
    said = "The e-mail address or the password is not right"
    assert said in wrong
    assert said in nobody

    no_address = text(client.post("/accounts/login/", {"login": "ann", "password": "x"}))
    assert "Enter an e-mail address in full, like name@example.nhs.uk" in no_address


def test_guessing_is_stopped_and_said_plainly(client: Client, person: User) -> None:
    for _ in range(6):
        client.post("/accounts/login/", {"login": person.email, "password": "wrong"})

    answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert "Too many attempts" in text(answer) or "too many" in text(answer).lower()
    assert "_auth_user_id" not in client.session


def test_signing_out(client: Client, person: User) -> None:
    client.force_login(person)

    assert "Do you want to sign out?" in text(client.get("/accounts/logout/"))
    answer = client.post("/accounts/logout/", follow=True)

    assert "_auth_user_id" not in client.session
    assert "You have signed out" in text(answer)


def test_who_left_is_told_so(client: Client, person: User) -> None:
    person.is_active = False
    person.save()

    answer = client.post(
        "/accounts/login/", {"login": person.email, "password": PASSWORD}, follow=True
    )

    assert "Your access has ended" in text(answer)


def test_a_forgotten_password_is_set_anew_by_mail(client: Client, person: User) -> None:
    sent = client.post("/accounts/password/reset/", {"email": person.email}, follow=True)
    assert "Look for our e-mail" in text(sent)
    letter = mail.outbox[0]
    assert letter.subject == "Set a new password"
    assert "It works once" in letter.body
    link = re.findall(r"http://testserver(/\S+)", letter.body)[0]

    page = client.get(link, follow=True)
    assert "Set your password" in text(page)
    done = client.post(
        page.redirect_chain[-1][0],
        {"password1": "another-odd-pass-phrase", "password2": "another-odd-pass-phrase"},
        follow=True,
    )

    assert "Your password is set" in text(done)
    person.refresh_from_db()
    assert person.check_password("another-odd-pass-phrase")
    assert "The link does not work any more" in text(Client().get(link, follow=True))


def test_nobody_learns_who_exists_and_strangers_get_no_mail(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "no@example.org"}, follow=True)

    assert "If that e-mail address belongs to somebody" in text(answer)
    assert mail.outbox == []


def test_the_link_that_lets_a_person_in_sets_a_first_password(client: Client, person: User) -> None:
    person.set_unusable_password()
    person.save()
    path = password_path(person)

    page = client.get(path, follow=True)
    assert "Set your password" in text(page)
    weak = client.post(page.redirect_chain[-1][0], {"password1": "1234", "password2": "1234"})
    assert "There is a problem" in text(weak)
    assert "nhsuk-error-summary" in text(weak)
    client.post(
        page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}, follow=True
    )

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_changing_a_password_needs_the_current_one(client: Client, person: User) -> None:
    client.force_login(person)
    new = {"password1": "one-more-odd-pass-phrase", "password2": "one-more-odd-pass-phrase"}

    refused = client.post("/accounts/password/change/", {"oldpassword": "no", **new})
    assert "There is a problem" in text(refused)
    done = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new}, follow=True)

    assert "Your password is changed" in text(done)
    person.refresh_from_db()
    assert person.check_password(new["password1"])


@pytest.mark.parametrize(
    "path",
    ["email/", "confirm-email/", "login/code/confirm/", "reauthenticate/", "signup/passkey/"],
)
def test_pages_of_the_library_that_are_not_for_here_do_not_exist(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404
