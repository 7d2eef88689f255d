"""What people read in the demo stands on the demo's days, whenever it was loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from commissioning.accounts.active_role import PREVIOUS_VISIT
from commissioning.models import AuditEvent, Role, User
from commissioning.records.audit import as_read
from demo.script import Person, read_year
from tests.integration.demo.loaded.conftest import Demo

PEOPLE = {person.role: person for person in reversed(read_year().people)}
LINK = re.compile(r'href="(/[^"#]*)"')
pytestmark = pytest.mark.usefixtures("demo")
TEXT = ("text/html", "text/csv", "text/calendar", "text/plain")
AWAY = ("/static/", "/accounts/logout/")


@pytest.fixture(autouse=True)
def _taken_back(demo: Demo) -> Iterator[None]:  # noqa: ARG001  (the database is open in it)
    """Signing in leaves a trace, which the other tests of the year do without."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def real_days() -> re.Pattern[str]:
    """A date as people and files write it, in the year of the machine's own clock."""
    year = timezone.localdate().year
    return re.compile(rf"\w+ {year}\b|\b{year}-\d\d|\d/{year}\b|\b{year}\d{{4}}\b")


def pages(person: Person) -> dict[str, str]:
    """What a person can read, by its address: each kind of page that links lead to."""
    client = Client()
    client.force_login(User.objects.get(email=person.email))
    session = client.session
    session[PREVIOUS_VISIT] = timezone.now().isoformat()
    session.save()
    texts: dict[str, str] = {}
    kinds: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        if response.headers.get("Content-Type", "").startswith(TEXT) and not response.streaming:
            texts[address] = response.content.decode()
        for link in map(unescape, LINK.findall(texts.get(address, ""))):
            kind = kind_of(link)
            if kind and kind not in kinds:
                kinds.add(kind)
                waiting.append(link)
    return texts


def kind_of(link: str) -> str:
    """The pattern that an address follows; nothing for what is no page of ours to look at."""
    path = link.partition("?")[0]
    if path.startswith(AWAY):
        return ""
    try:
        return str(resolve(path).route)
    except Resolver404:
        return ""


@pytest.mark.parametrize("role", PEOPLE)
def test_no_page_shows_the_machines_own_days(role: str):
    texts = pages(PEOPLE[role])
    assert len(texts) > 10
    wrong = {
        address: sorted(set(real_days().findall(text)))
        for address, text in texts.items()
        if real_days().search(text)
    }
    assert not wrong


def test_who_approved_a_run_is_told_with_a_day_of_the_demo():
    client = Client()
    client.force_login(User.objects.get(email=PEOPLE[Role.FINANCE].email))
    page = client.get("/runs/2021-02/").content.decode()
    days = re.findall(r"\(demo\), (\d+ \w+ \d{4}), \d\d:\d\d", page)
    assert days == ["11 February 2021", "12 February 2021"], "prepared, and approved"


def test_a_moment_is_read_on_the_day_that_the_clock_was_set_to():
    by = User.objects.get(email=PEOPLE[Role.FINANCE].email)
    later = timezone.now() + timedelta(days=400)
    for minutes, on in ((1, date(2021, 2, 15)), (2, date(2021, 3, 1))):
        AuditEvent.objects.create(
            event="a day", subject="none:1", by=by, on=on, at=later + timedelta(minutes=minutes)
        )
    assert as_read(later).date() == date(2021, 2, 15)
    assert as_read(later + timedelta(seconds=90)).date() == date(2021, 3, 1)
    visit = as_read(later + timedelta(seconds=90), is_visit=True)
    assert visit.date() == date(2021, 2, 15), "the day that was set then, before the next one was"
    assert as_read(later + timedelta(days=1)).date() == date(2021, 3, 1), "after them all"
    assert as_read(datetime(2001, 1, 1, tzinfo=UTC)).date() == date(2020, 5, 4), "before them all"
    assert AuditEvent.objects.filter(at__year=later.year).exists(), "recorded as it was"
