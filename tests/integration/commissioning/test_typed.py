"""Nothing typed is lost when a session ends: it is back once the same person has signed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from commissioning.models import Role, User
from commissioning.web.unsent_input import WHOSE, _signer
from tests.factories.commissioning import RoleMembershipFactory

PAGE = "/runs/prepare/"


@pytest.fixture
def person(db: None, settings: Any) -> User:  # noqa: ARG001
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {**settings.CACHES, "default": memory}
    found = RoleMembershipFactory(role=Role.FINANCE).person
    found.set_password("an-odd-pass-phrase")
    found.save()
    return found


def typed_by(person: User) -> dict[str, str]:
    return {"month": "2020-04", "reason": "Two practices", WHOSE: _signer.sign(str(person.pk))}


def signs_in(client: Client, person: User) -> None:
    client.force_login(person)


def test_what_was_typed_comes_back_after_signing_in(client: Client, person: User):
    answer = client.post(PAGE, typed_by(person))
    assert answer.headers["Location"] == f"/accounts/login/?next={PAGE}"
    signs_in(client, person)
    said = client.get(PAGE).content.decode()
    assert "What you typed is below" in said
    assert "What you typed is below" not in client.get(PAGE).content.decode()


def test_nobody_else_is_shown_it(client: Client, person: User):
    client.post(PAGE, typed_by(person))
    signs_in(client, RoleMembershipFactory(role=Role.FINANCE).person)
    assert "What you typed" not in client.get(PAGE).content.decode()


def test_what_does_not_say_whose_it_is_is_not_kept(client: Client, person: User):
    client.post(PAGE, typed_by(person) | {WHOSE: "1:forged"})
    signs_in(client, person)
    assert "What you typed" not in client.get(PAGE).content.decode()


def test_passwords_are_never_kept(client: Client, person: User):
    client.post(PAGE, typed_by(person) | {"password": "secret", "csrfmiddlewaretoken": "x"})
    assert set(client.session["typed"]["typed"]) == {"month", "reason", WHOSE}
