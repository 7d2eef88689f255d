"""A page asks the database the same number of questions however many payees there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.years import Year

PAGES = [
    "/runs/",
    "/runs/2020-08/",
    "/runs/2020-08/?q=practice",
    "/runs/2020-08/changes/",
    "/runs/2020-08/C86001/",
    "/runs/2020-08/U72999/",
    "/payees/",
    "/payees/C86001/2020-21/",
    "/payees/U72999/2020-21/",
    "/payees/C86001/month/2020-08/",
    "/lines/2020-08/C86001/aspiration/2020-08/",
    "/runs/prepare/",
]
MOST = 40  # questions that any page may ask


@pytest.fixture
def counted(client: Client) -> Callable[..., dict[str, int]]:
    def count(person: Any) -> dict[str, int]:
        found = {}
        client.force_login(person)  # signing in asks too, and is not what is counted
        for path in PAGES:
            client.get(path)  # what is read once a process is read before it is counted
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            found[path] = len(asked)
        return found

    return count


def test_no_page_asks_more_as_payees_grow(
    year: Year, counted: Callable[..., dict[str, int]]
) -> None:
    year.prepared("2020-08")
    few = counted(year.preparer)

    for number in range(50):
        year.signs(year.a_practice(f"D{number:05}", f"PRACTICE {number}"))
        year.a_home(f"1-9{number:02}", f"HOME {number}", 20)
    year.prepared("2020-08")
    many = counted(year.preparer)

    one_more = {  # a list of more than a page is counted
        "/runs/2020-08/",
        "/runs/2020-08/?q=practice",
        "/runs/2020-08/changes/",
        "/runs/2020-08/U72999/",
        "/payees/",
    }
    assert many == {path: asked + (path in one_more) for path, asked in few.items()}
    assert max(many.values()) <= MOST


def test_a_year_asks_no_more_as_runs_grow(
    year: Year, counted: Callable[..., dict[str, int]]
) -> None:
    year.approved("2020-08")
    few = counted(year.preparer)

    for month in range(9, 13):
        year.approved(f"2020-{month:02}")
    many = counted(year.preparer)

    assert many == few
