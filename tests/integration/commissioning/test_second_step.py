"""The second step of signing in: who needs one, setting it up, using it, losing it."""

from __future__ import annotations

import re
import time
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client

from commissioning.accounts.mfa import TAKEN
from commissioning.models import Organisation, Role, RoleMembership, User
from tests.conftest import SECOND_STEP

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-and-odd-pass-phrase"
CCG = [Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY]
START = date(2016, 4, 1)


@pytest.fixture(autouse=True)
def _nothing_tried_before() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that codes are made of, which a test moves on instead of waiting."""
    now = [float(int(time.time()) // 30 * 30)]
    counters = "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time"
    monkeypatch.setattr(counters, lambda: iter([int(now[0]) // 30]))
    return now


def somebody(role: Role, email: str = "ann@example.nhs.uk") -> User:
    person = User.objects.create_user(email, PASSWORD, name="Ann Other")
    organisation = None
    if role in (Role.PRACTICE, Role.PCN_DIRECTOR):
        kind = "practice" if role == Role.PRACTICE else "pcn"
        organisation = Organisation.objects.create(code="C86001", kind=kind, name="ONE")
    RoleMembership.objects.create(
        person=person, role=role, organisation=organisation, starts_on=START
    )
    return person


def signs_in(client: Client, person: User) -> str:
    answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return str(answer.headers.get("Location", ""))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def code(secret: str, at: float) -> str:
    return str(format_hotp_value(hotp_value(secret, int(at) // 30)))


def confirms(client: Client) -> None:
    client.post("/accounts/confirm/password/", {"password": PASSWORD})


def sets_up_app(client: Client, at: float) -> str:
    """Set up an authenticator app as a person does, and give its secret."""
    confirms(client)
    page = client.get("/accounts/second-step/app/").content.decode()
    (secret,) = re.findall(r'id="totp-secret">(\w+)<', page)
    answer = client.post("/accounts/second-step/app/", {"code": code(secret, at)})
    assert answer.headers["Location"] == "/accounts/second-step/recovery-codes/"
    return str(secret)


def test_the_mark_of_the_tests_is_the_products() -> None:
    assert SECOND_STEP == TAKEN


@pytest.mark.parametrize("role", CCG)
def test_the_ccgs_people_set_one_up_before_anything_else(client: Client, role: Role) -> None:
    signs_in(client, somebody(role))

    for path in ("/", "/runs/", "/accounts/", "/people/1/", "/nowhere/", "/acting-for/"):
        assert client.get(path).headers["Location"] == "/accounts/second-step/", path
    assert client.post("/acting-for/", {}).headers["Location"] == "/accounts/second-step/"
    for path in ("/accessibility/", "/privacy/", "/contact/", "/healthz", "/accounts/logout/"):
        assert client.get(path).status_code == 200, path
    page = text(client.get("/accounts/second-step/"))
    assert "Set up a second step to go on" in page


@pytest.mark.parametrize("role", [role for role in Role if role not in CCG])
def test_others_may_do_without(client: Client, role: Role) -> None:
    signs_in(client, somebody(role))

    assert client.get("/accounts/").status_code == 200
    assert "Not set up" in text(client.get("/accounts/"))


def test_a_demo_asks_nobody_and_says_so(client: Client, settings: Any) -> None:
    settings.DEMO = True
    signs_in(client, somebody(Role.FINANCE))

    assert client.get("/runs/").status_code == 200
    assert "your role needs a second step" in text(client.get("/accounts/"))
    assert "also need a second step" in text(Client().get("/accounts/login/"))


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_and_then_asked_for(client: Client, clock: list[float]) -> None:
    person = somebody(Role.FINANCE)
    signs_in(client, person)

    secret = sets_up_app(client, clock[0])

    assert client.get("/runs/").status_code == 200
    assert mail.outbox[-1].to == [person.email]
    assert "An authenticator app was set up" in mail.outbox[-1].subject
    client.post("/accounts/logout/")
    assert signs_in(client, person) == "/accounts/login/code/"
    assert "_auth_user_id" not in client.session
    wrong = client.post("/accounts/login/code/", {"code": "000000"})
    assert "The code is not right" in text(wrong)
    clock[0] += 30
    right = client.post("/accounts/login/code/", {"code": code(secret, clock[0])})
    assert right.headers["Location"] == "/"
    assert client.get("/runs/").status_code == 200


def test_a_code_works_once_even_the_one_that_set_the_app_up(
    client: Client, clock: list[float]
) -> None:
    person = somebody(Role.FINANCE)
    signs_in(client, person)
    secret = sets_up_app(client, clock[0])
    client.post("/accounts/logout/")
    signs_in(client, person)

    again = client.post("/accounts/login/code/", {"code": code(secret, clock[0])})

    assert "The code is not right" in text(again)
    assert "_auth_user_id" not in client.session


def test_a_session_begun_with_the_password_alone_does_not_pass_later(
    client: Client, clock: list[float]
) -> None:
    """Who has only the password waits in vain for the person to set a second step up."""
    person = somebody(Role.FINANCE)
    thief = Client()
    signs_in(thief, person)
    signs_in(client, person)
    secret = sets_up_app(client, clock[0])

    led = thief.get("/runs/").headers["Location"]

    assert led == "/accounts/confirm/code/?next=%2Fruns%2F"
    kept = thief.get("/accounts/second-step/recovery-codes/")
    assert kept.headers["Location"].startswith("/accounts/confirm/code/")
    clock[0] += 30
    person_again = thief.post(led, {"code": code(secret, clock[0]), "next": "/runs/"})
    assert person_again.headers["Location"] == "/runs/"
    assert thief.get("/runs/").status_code == 200


def test_a_recovery_code_works_once(client: Client, clock: list[float]) -> None:
    person = somebody(Role.FINANCE)
    signs_in(client, person)
    sets_up_app(client, clock[0])
    page = client.get("/accounts/second-step/recovery-codes/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10

    def visit() -> Any:
        client.post("/accounts/logout/")
        signs_in(client, person)
        return client.post("/accounts/login/code/", {"code": codes[0]})

    assert visit().headers["Location"] == "/"
    assert client.get("/runs/").status_code == 200
    assert "The code is not right" in text(visit())


def test_guessing_codes_is_stopped_and_said_plainly(client: Client, clock: list[float]) -> None:
    person = somebody(Role.FINANCE)
    signs_in(client, person)
    secret = sets_up_app(client, clock[0])
    client.post("/accounts/logout/")
    signs_in(client, person)
    clock[0] += 30
    for _ in range(6):
        client.post("/accounts/login/code/", {"code": "000000"})

    answer = client.post("/accounts/login/code/", {"code": code(secret, clock[0])})

    assert "This was tried too many times. Wait 5 minutes" in text(answer)
    assert "_auth_user_id" not in client.session


def test_who_needs_one_cannot_remove_the_last(client: Client, clock: list[float]) -> None:
    person = somebody(Role.FINANCE)
    signs_in(client, person)
    sets_up_app(client, clock[0])

    page = text(client.get("/accounts/second-step/app/remove/"))
    client.post("/accounts/second-step/app/remove/")

    assert "Your role needs a second step" in page
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_who_needs_none_can_remove_it(client: Client, clock: list[float]) -> None:
    person = somebody(Role.PRACTICE)
    signs_in(client, person)
    sets_up_app(client, clock[0])

    assert "Remove the app" in text(client.get("/accounts/second-step/app/remove/"))
    client.post("/accounts/second-step/app/remove/")

    assert not Authenticator.objects.filter(user=person).exists()
    assert "Your authenticator app is removed" in text(client.get("/accounts/second-step/"))
    assert "The authenticator app that you signed in with was removed" in mail.outbox[-1].body


def test_new_recovery_codes_end_the_old(client: Client, clock: list[float]) -> None:
    signs_in(client, somebody(Role.PRACTICE))
    sets_up_app(client, clock[0])

    def shown() -> list[str]:
        page = client.get("/accounts/second-step/recovery-codes/").content.decode()
        return re.findall(r"<code>(\d{8})</code>", page)

    before = shown()
    assert "10 that you have now stop working" in text(
        client.get("/accounts/second-step/recovery-codes/new/")
    )
    client.post("/accounts/second-step/recovery-codes/new/")
    assert len(shown()) == 10
    assert not set(before) & set(shown())
    kept = client.get("/accounts/second-step/recovery-codes/download/")
    assert kept.content.decode().split() == shown()


def test_changing_how_one_signs_in_asks_for_the_password_again(client: Client) -> None:
    signs_in(client, somebody(Role.PRACTICE))

    led = client.get("/accounts/second-step/app/")
    assert led.headers["Location"].startswith("/accounts/confirm/password/?next=")
    asked = client.get(led.headers["Location"])
    assert "Confirm that it is you" in text(asked)
    wrong = client.post(led.headers["Location"], {"password": "no"})
    assert "password is not right" in text(wrong)
    right = client.post(
        "/accounts/confirm/password/", {"password": PASSWORD, "next": "/accounts/second-step/app/"}
    )
    assert right.headers["Location"] == "/accounts/second-step/app/"
    assert client.get("/accounts/second-step/app/").status_code == 200


ODD = ["", "null", "[]", "{}", '"x"', "1", "{", '{"response": 1}', '{"response": {}}', "[[]]"]
ODD += ['{"id": 1, "rawId": 2, "response": {"userHandle": 7}, "type": "public-key"}', "\x00", "é"]
ODD.append(
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestation'
    'Object":"AA","authenticatorData":"AA","signature":"AA","userHandle":"AA"}}'
)


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_passkey_is_refused_with_words(
    client: Client, clock: list[float], odd: str
) -> None:
    person = somebody(Role.PRACTICE)
    assert client.get("/accounts/login/passkey/", headers={"accept": "application/json"}).json()
    alone = client.post("/accounts/login/passkey/", {"credential": odd})
    assert alone.status_code == 302
    assert "_auth_user_id" not in client.session
    signs_in(client, person)
    sets_up_app(client, clock[0])
    client.get("/accounts/second-step/passkeys/add/")

    answer = client.post("/accounts/second-step/passkeys/add/", {"credential": odd, "name": "x"})

    assert answer.status_code == 200
    assert "There is a problem" in text(answer)
    again = client.post("/accounts/confirm/passkey/", {"credential": odd})
    assert again.status_code in (200, 302)
    client.post("/accounts/logout/")
    signs_in(client, person)
    second = client.post("/accounts/login/code/", {"credential": odd})
    assert second.status_code == 200
    assert "There is a problem" in text(second)
    assert not Authenticator.objects.filter(user=person, type="webauthn").exists()


def test_who_has_no_role_left_is_told_so(client: Client) -> None:
    person = somebody(Role.PRACTICE)
    signs_in(client, person)
    person.roles.update(ends_on=date(2020, 3, 31))

    for path in ("/", "/accounts/", "/acting-for/", "/runs/", "/nowhere/"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "You have no access today" in text(answer)
    assert client.get("/contact/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302


def test_who_has_a_role_to_come_is_told_when(client: Client) -> None:
    person = somebody(Role.PRACTICE)
    person.roles.update(starts_on=date(2999, 4, 1))
    signs_in(client, person)

    assert "Your access starts on 1 April 2999" in text(client.get("/"))
