"""What each page answers to each person, their own organisation's and another's, read and written.

The table beside this file is for people to review. When it differs as it should, write it again:
ACCEPT=1 ./test tests/architecture/test_who_sees_what.py
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commissioning.models import Organisation, Role, RoleMembership, User
from tests.architecture.addresses import ABOUT, OF_RUNS, PREPARE
from tests.architecture.house import patterns
from tests.factories.years import Year

TABLE = Path(__file__).with_name("who_sees_what.csv")
ANSWERS = {
    200: "opens",
    302: "opens",  # leads on to a page of its own
    403: "refused",
    404: "not found",
    405: "no such form",
    503: "opens",  # a PDF, where the machine lacks what prints
}
SIGN_IN = "sign in"


def addresses() -> list[tuple[str, str, str]]:
    """Every page with its address, twice where the address names something."""
    found = []
    for name, pattern in sorted(patterns(), key=lambda pair: pair[0]):
        if not pattern.pattern.converters:
            found.append((name, "", reverse(name)))
            continue
        assert name in ABOUT, f"say in tests/architecture/addresses what {name} is about"
        own, other = ABOUT[name]
        words = ("approved run", "draft run") if name in OF_RUNS else ("own", "another's")
        found.append((name, words[0], reverse(name, kwargs=own)))
        found.append((name, words[1], reverse(name, kwargs=other)))
    return found


def people(year: Year) -> dict[str, User | None]:
    """Nobody, and one person of each role; the practice's and the network's are C86001's."""
    found: dict[str, User | None] = {"nobody": None}
    for role in Role:
        person = User.objects.create_user(f"{role.value}@who.example")
        code = {"practice": "C86001", "pcn-director": year.network.code}.get(role.value)
        organisation = Organisation.objects.get(code=code) if code else None
        RoleMembership.objects.create(
            person=person, role=role, organisation=organisation, starts_on=date(2016, 4, 1)
        )
        found[role.value] = person
    return found


def answer(client: Client, method: str, path: str) -> str:
    sent = client.get(path) if method == "GET" else client.post(path, {})
    if sent.streaming:
        list(sent.streaming_content)  # a file that is given out; read whole, it is closed
    if sent.status_code == 302 and sent.headers["Location"].startswith("/accounts/login/"):
        return SIGN_IN
    return ANSWERS.get(sent.status_code, str(sent.status_code))


@pytest.mark.django_db
def test_answers_match_the_table(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    year = Year()
    year.signs(year.a_practice("C86001", "OWN PRACTICE"))
    elsewhere = year.a_network("U36746", "ANOTHER PCN")
    year.signs(year.a_practice("C86003", "ANOTHER PRACTICE", network=elsewhere))
    year.approved("2020-04")
    year.prepared("2020-05")
    for prepare in PREPARE:
        prepare(year)
    table = people(year)
    clients = {}
    for who, person in table.items():
        clients[who] = Client()
        if person is not None:
            clients[who].force_login(person)

    rows = [["page", "about", "method", *table]]
    for method in ("GET", "POST"):
        for name, about, path in addresses():
            rows.append(
                [name, about, method, *(answer(clients[who], method, path) for who in table)]
            )
    written = "".join(f"{','.join(row)}\n" for row in rows)
    if os.environ.get("ACCEPT"):
        TABLE.write_text(written, encoding="utf-8")
    assert written == TABLE.read_text(encoding="utf-8")
