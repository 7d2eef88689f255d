"""Letting people in: a person, a dated role, and a link to set a password that works once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from commissioning.accounts.actions.people import let_person_in, make_password_link
from commissioning.clock import as_if_today
from commissioning.models import AuditEvent, Organisation, Role, RoleMembership, User
from tests.factories.years import a_person

pytestmark = pytest.mark.django_db

Say = Callable[..., str]
EMAIL = "mary@practice.example"
PASSWORD = "a-long-and-quiet-lane"


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run create_user and give what it said."""

    def run(*words: str) -> str:
        call_command("create_user", *words)
        return capsys.readouterr().out

    return run


@pytest.fixture(autouse=True)
def _organisations() -> None:
    kinds = Organisation.Kind
    for code, kind in (
        ("02X", kinds.COMMISSIONER),
        ("C86001", kinds.PRACTICE),
        ("C86002", kinds.PRACTICE),
        ("U72999", kinds.PCN),
        ("LMC01", kinds.LMC),
    ):
        Organisation.objects.create(code=code, kind=kind, name=f"THE {code}")


def roles_of(email: str) -> list[tuple[str, str | None, date]]:
    memberships = RoleMembership.objects.filter(person__email=email).order_by("pk")
    return [
        (each.role, each.organisation.code if each.organisation else None, each.starts_on)
        for each in memberships
    ]


def link_in(said: str) -> str:
    found = re.search(r"http\S+", said)
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("role", "organisation"),
    [
        ("primary-care", None),
        ("finance", None),
        ("data-quality", None),
        ("lmc", None),
        ("lmc", "LMC01"),
        ("finance", "02X"),
        ("practice", "C86001"),
        ("pcn-director", "U72999"),
    ],
)
def test_lets_each_role_in(say: Say, role: str, organisation: str | None) -> None:
    words = ("--organisation", organisation) if organisation else ()
    said = say(EMAIL, "--role", role, *words)
    assert said.startswith(f"{EMAIL} is let in: {Role(role).label}")
    assert [each[:2] for each in roles_of(EMAIL)] == [(role, organisation)]
    event = AuditEvent.objects.get(event="person let in")
    assert event.by.is_console


def test_can_be_repeated(say: Say) -> None:
    say(EMAIL, "--role", "practice", "--organisation", "C86001")
    again = say(EMAIL.upper(), "--role", "practice", "--organisation", "c86001")
    assert "has the role GP practice for C86001 THE C86001 already" in again
    more = say(EMAIL, "--role", "practice", "--organisation", "C86002")
    assert "now has the role GP practice for C86002" in more
    assert [each[1] for each in roles_of(EMAIL)] == ["C86001", "C86002"]
    assert User.objects.filter(email=EMAIL).count() == 1


def test_records_who_let_them_in(say: Say) -> None:
    anna = a_person("anna@ccg.example", Role.PRIMARY_CARE)
    say(EMAIL, "--role", "finance", "--by", anna.email, "--name", "Mary")
    assert set(AuditEvent.objects.values_list("event", "by__email")) == {
        ("person let in", anna.email),
        ("password link made", anna.email),
    }
    assert User.objects.get(email=EMAIL).name == "Mary"


def refusal(say: Say, *words: str) -> str:
    with pytest.raises(CommandError) as refused:
        say(*words)
    assert not User.objects.filter(email=EMAIL).exists()
    return str(refused.value)


def test_refuses_with_the_reason(say: Say) -> None:
    assert refusal(say, EMAIL, "--role", "practice") == (
        "The role practice is held for a GP practice: say which, by its ODS code. "
        "Nothing was changed."
    )
    assert "a GP practice, and U72999 THE U72999 is not one" in refusal(
        say, EMAIL, "--role", "practice", "--organisation", "U72999"
    )
    assert "a primary care network: say which" in refusal(say, EMAIL, "--role", "pcn-director")
    assert "for the commissioner, not for C86001" in refusal(
        say, EMAIL, "--role", "finance", "--organisation", "C86001"
    )
    assert "for the commissioner, not for LMC01" in refusal(
        say, EMAIL, "--role", "finance", "--organisation", "LMC01"
    )
    assert "C99999 is not on record: bring practices in with import_practices" in refusal(
        say, EMAIL, "--role", "practice", "--organisation", "C99999"
    )
    assert "“mary” is not an e-mail address" in refusal(say, "mary", "--role", "finance")
    assert "invalid choice: 'boss'" in refusal(say, EMAIL, "--role", "boss")
    assert "required: --role" in refusal(say, EMAIL)
    assert "nobody has the e-mail address" in refusal(
        say, EMAIL, "--role", "finance", "--by", "who@ccg.example"
    )
    fay = a_person("fay@ccg.example", Role.FINANCE)
    assert "primary care team lets people in" in refusal(
        say, EMAIL, "--role", "finance", "--by", fay.email
    )


def test_a_role_has_its_days(say: Say, settings: Any) -> None:
    """In production it starts today. Elsewhere the day can be set, so it holds on all of them."""
    with as_if_today(date(2021, 2, 15)):
        say("early@ccg.example", "--role", "finance")
        say("said@ccg.example", "--role", "finance", "--from", "2020-07-01")
        settings.PRODUCTION = True
        say("today@ccg.example", "--role", "finance")
    assert [roles_of(f"{name}@ccg.example")[0][2] for name in ("early", "said", "today")] == [
        date(2016, 4, 1),
        date(2020, 7, 1),
        date(2021, 2, 15),
    ]
    assert "already, from 1 July 2020" in say(
        "said@ccg.example", "--role", "finance", "--from", "2020-08-01"
    )
    say("said@ccg.example", "--role", "finance", "--from", "2020-06-01")
    assert roles_of("said@ccg.example") == [("finance", None, date(2020, 6, 1))]


def test_a_role_that_ended_is_given_anew(say: Say) -> None:
    say(EMAIL, "--role", "finance", "--from", "2020-04-01")
    RoleMembership.objects.update(ends_on=date(2020, 6, 30))
    say(EMAIL, "--role", "finance", "--from", "2020-09-01")
    assert [each[2] for each in roles_of(EMAIL)] == [date(2020, 4, 1), date(2020, 9, 1)]


def test_nothing_is_saved_when_the_audit_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna = a_person("anna@ccg.example", Role.PRIMARY_CARE)

    def broken(**_: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(AuditEvent.objects, "create", broken)
    with pytest.raises(DatabaseError), transaction.atomic():
        let_person_in(
            email=EMAIL, role=Role.FINANCE, organisation=None, starts_on=date(2020, 4, 1), by=anna
        )
    assert not User.objects.filter(email=EMAIL).exists()


def test_only_who_may_let_people_in_makes_a_link() -> None:
    fay = a_person("fay@ccg.example", Role.FINANCE)
    with pytest.raises(PermissionDenied, match="lets people in"):
        make_password_link(person=fay, by=fay)


# The link


def open_form(client: Client, link: str) -> str:
    """Follow a link as a browser does, and give the address of the form, or nothing."""
    response = client.get(urlsplit(link).path)
    return str(response["Location"]) if response.status_code == 302 else ""


def set_password(client: Client, link: str) -> bool:
    form = open_form(client, link)
    if not form:
        return False
    response = client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    return response.status_code == 302


def test_the_link_sets_a_password_once(say: Say, client: Client) -> None:
    first = link_in(say(EMAIL, "--role", "finance"))
    second = link_in(say(EMAIL, "--role", "finance"))
    assert not User.objects.get(email=EMAIL).has_usable_password()
    assert set_password(client, first)
    assert not set_password(Client(), first)
    assert not set_password(Client(), second)
    signed_in = Client().post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert signed_in.status_code == 302


def test_a_link_that_was_tampered_with_opens_nothing(say: Say) -> None:
    link = link_in(say(EMAIL, "--role", "finance"))
    say("other@ccg.example", "--role", "finance")
    other = User.objects.get(email="other@ccg.example")
    assert open_form(Client(), link)
    assert not open_form(Client(), link.removesuffix("/") + "0/")
    assert not open_form(Client(), re.sub(r"/\w+-(\w+-\w+)/$", rf"/{other.pk}-\1/", link))


@pytest.mark.parametrize(
    ("production", "hosts", "expected"),
    [
        (False, ["localhost", "127.0.0.1"], "http://localhost:8123/"),
        (False, ["*"], "http://localhost:8123/"),
        (True, ["commissioning.example.nhs.uk"], "https://commissioning.example.nhs.uk/"),
        (True, [".example.nhs.uk"], "https://example.nhs.uk/"),
    ],
)
def test_the_link_has_the_address_of_the_site(
    say: Say,
    settings: Any,
    *,
    production: bool,
    hosts: list[str],
    expected: str,
) -> None:
    settings.PRODUCTION, settings.ALLOWED_HOSTS, settings.PORT = production, hosts, 8123
    assert link_in(say(EMAIL, "--role", "finance")).startswith(expected)
