from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from commissioning.models import Organisation, Role, RoleMembership, User
from tests.factories.years import SPECIFICATIONS, Year

TODAY = date(2021, 2, 15)


@pytest.fixture(autouse=True)
def _the_day(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = TODAY


def acting_for(organisation: Organisation, role: Role) -> User:
    """Somebody who acts for one organisation."""
    person = User.objects.create_user(f"{organisation.code}@nhs.example".lower())
    RoleMembership.objects.create(
        person=person, role=role, organisation=organisation, starts_on=date(2016, 4, 1)
    )
    return person


def with_role(role: Role) -> User:
    """Somebody who works for the commissioner, or for the LMC."""
    person = User.objects.create_user(f"{role.value}@nhs.example")
    RoleMembership.objects.create(person=person, role=role, starts_on=date(2016, 4, 1))
    return person


@pytest.fixture
def year(db: None) -> Year:  # noqa: ARG001
    """Two practices of one network and one of another, and a home with 34 beds."""
    found = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        found.signs(found.a_practice(code, f"THE {code} PRACTICE"))
    elsewhere = found.a_network("U36746", "DONCASTER CENTRAL PCN")
    found.signs(found.a_practice("C86003", "HATFIELD HEALTH CENTRE", network=elsewhere))
    found.a_home("1-111", "ASHFIELD LODGE", 34)
    return found


Open = Callable[..., HttpResponse]


@pytest.fixture
def see(client: Client) -> Open:
    """Open a page as somebody, and give the answer; `post` sends a form."""

    def opened(
        person: User, path: str, post: dict[str, str] | None = None, **headers: str
    ) -> HttpResponse:
        client.force_login(person)
        if post is not None:
            return client.post(path, post)
        return client.get(path, headers=headers)

    return opened


def words(answer: HttpResponse) -> str:
    """What a page says, without its tags."""
    body = re.sub(r"(?s)<(script|style|svg).*?</\1>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))
