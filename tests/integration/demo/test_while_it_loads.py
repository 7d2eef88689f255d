"""The site while the demo's year is being loaded: what pages say, whose day it is, what waits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client, override_settings

from commissioning.accounts.console import person
from commissioning.models import AuditEvent, Role, RoleMembership, User
from demo.progress import progress
from demo.script import read_year
from demo.selectors import PLAYED

pytestmark = pytest.mark.django_db
BEING_LOADED = "The demo’s year is being loaded"
TEAM = "primary-care@example.org"


@pytest.fixture(autouse=True)
def _in_the_demo() -> Iterator[None]:
    with override_settings(DEMO=True, COMMISSIONING_TODAY=date(2021, 2, 15)):
        yield


def note(**marks: str) -> None:
    """What `./run` notes in the database."""
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE django_migrations IS %s", [json.dumps(marks)])


def played(on: date) -> None:
    console = person(None)
    AuditEvent.objects.create(event=PLAYED, subject="none", by=console, on=on)


def team(client: Client) -> User:
    """Somebody of the CCG's team, let in on 8 October 2020."""
    user = User.objects.create_user(TEAM, name="One of the team (demo)")
    RoleMembership.objects.create(
        person=user, role=Role.PRIMARY_CARE, starts_on=date(2020, 10, 8), ends_on=date(2020, 12, 31)
    )
    client.force_login(user)
    return user


def test_pages_say_how_far_the_year_is_and_who_can_sign_in_by_then(client: Client):
    note(demo="loading")
    page = client.get("/accounts/login/").content.decode()
    assert BEING_LOADED in page
    assert "It begins in a moment, on 4 May 2020" in page
    assert "Who can sign in" not in page

    played(date(2020, 10, 8))
    User.objects.create_user(TEAM, name="One of the team (demo)")
    page = client.get("/accounts/login/").content.decode()
    assert "It is 8 October 2020 now, in month 6 of 10" in page
    assert TEAM in page
    assert read_year().password in page
    assert "finance@example.org" not in page, "who is let in later"


def test_the_site_lives_on_the_day_that_the_load_has_reached(client: Client):
    note(demo="loading")
    played(date(2020, 10, 8))
    team(client)
    answer = client.get("/")
    assert answer.status_code == 200, "their role is held on that day, and not in February"
    assert "8 October 2020" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


def test_what_is_entered_waits_until_the_year_is_there(client: Client):
    note(demo="loading", until="2020-12-01")
    played(date(2020, 10, 8))
    team(client)
    refused = client.post("/people/invite/", {"email": "somebody@example.org"})
    assert refused.status_code == 503
    assert refused["Retry-After"]
    assert "Nothing was changed" in refused.content.decode()
    assert "in month 6 of 8" in refused.content.decode()
    assert client.post("/accounts/logout/").status_code == 302, "signing in and out works"


def test_when_it_is_there_pages_say_no_more_of_it(client: Client):
    note(demo="loaded")
    played(date(2021, 2, 15))
    page = client.get("/accounts/login/").content.decode()
    assert BEING_LOADED not in page
    assert "15 February 2021" in page


def test_a_database_without_a_note_is_not_being_loaded():
    assert progress() is None


@override_settings(DEMO=False)
def test_a_site_that_is_no_demo_asks_nothing_of_it(client: Client):
    note(demo="loading")
    page = client.get("/accounts/login/").content.decode()
    assert BEING_LOADED not in page
    assert "Who can sign in" not in page
