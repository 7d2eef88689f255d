"""Queries on the site: raised on the page of a line, answered there, listed for finance."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning.models import Organisation, Role, User
from payments.actions.queries import raise_query
from payments.models import LineQuery
from payments.selectors.lines import line_by_reference
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import Open, acting_for, with_role, words

LINE = "/lines/2020-06/C86001/aspiration/2020-06/"
QUERY = f"{LINE}query/"


@pytest.fixture
def manager(year: Year) -> User:
    year.approved("2020-06")
    return acting_for(Organisation.objects.get(code="C86001"), Role.PRACTICE)


def test_a_query_is_raised_answered_and_closed_on_the_line(
    year: Year, manager: User, see: Open
) -> None:
    assert "Raise a query about this line" in words(see(manager, LINE))
    assert "Enter what you want to ask" in words(see(manager, QUERY, {"do": "ask", "text": " "}))
    see(manager, QUERY, {"do": "ask", "text": "Why a penny less?"})

    page = words(see(year.preparer, LINE))
    assert "Open: waits for finance" in page
    assert "Why a penny less?" in page
    assert "Answer this query" in page
    see(year.preparer, QUERY, {"do": "answer", "text": "Running totals"})
    assert "Running totals" in words(see(manager, LINE))
    see(manager, QUERY, {"do": "close"})

    assert LineQuery.objects.get().state == "closed"
    after = words(see(manager, QUERY))
    assert "Closed by" in after
    assert "What do you want to ask about this line?" in after


def test_who_cannot_say_anything_is_told_why(year: Year, manager: User, see: Open) -> None:
    see(manager, QUERY, {"do": "ask", "text": "Why?"})

    team = words(see(year.publisher, QUERY))
    assert "Only the people of the payee that asked reply" in team
    for do in ("ask", "answer", "reply"):
        answer = see(year.publisher, QUERY, {"do": do, "text": "x"})
        assert "There is a problem" in words(answer)
    assert see(year.publisher, QUERY, {"do": "close"}).status_code == 403
    for do in ("", "?", "close"):
        assert see(year.preparer, QUERY, {"do": do, "text": ""}).status_code in (200, 403)
    assert LineQuery.objects.get().messages.count() == 1


def test_another_practice_and_the_lmc_find_nothing(manager: User, see: Open) -> None:
    see(manager, QUERY, {"do": "ask", "text": "Why?"})
    other = acting_for(Organisation.objects.get(code="C86002"), Role.PRACTICE)

    assert see(other, QUERY).status_code == 404
    assert see(other, QUERY, {"do": "answer", "text": "x"}).status_code == 404
    assert "Aspiration" not in words(see(other, "/queries/"))
    assert see(with_role(Role.LMC), "/queries/").status_code == 403
    assert see(manager, "/lines/2020-06/C86999/aspiration/2020-06/query/").status_code == 404
    assert see(manager, "/lines/%00/query/").status_code == 404


def test_the_list_puts_what_waits_for_finance_first(year: Year, manager: User, see: Open) -> None:
    for month in ("2020-04", "2020-05", "2020-06"):
        reference = f"2020-06/C86001/aspiration/{month}"
        raise_query(line=line_by_reference(reference), text="Why?", by=manager)
    first, second, _ = LineQuery.objects.order_by("pk")
    see(year.preparer, f"/lines/{first.reference}/query/", {"do": "answer", "text": "So"})
    see(manager, f"/lines/{second.reference}/query/", {"do": "close"})

    said = words(see(year.preparer, "/queries/"))

    order = ["Aspiration, June 2020", "Aspiration, April 2020", "Aspiration, May 2020"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    assert "Aspiration, May 2020" not in words(see(year.preparer, "/queries/?state=open"))
    csv = see(year.preparer, "/queries/?export=csv").content.decode("utf-8-sig")
    assert len(csv.splitlines()) == 4


def test_the_list_asks_no_more_as_queries_grow(
    year: Year,
    manager: User,
    see: Open,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    def a_query(month: str) -> None:
        reference = f"2020-06/C86001/aspiration/{month}"
        raise_query(line=line_by_reference(reference), text="Why?", by=manager)

    a_query("2020-06")
    see(year.preparer, "/queries/")
    with CaptureQueriesContext(connection) as few:
        see(year.preparer, "/queries/")
    for month in ("2020-04", "2020-05"):
        a_query(month)
    with django_assert_max_num_queries(len(few)):  # type: ignore[attr-defined]
        see(year.preparer, "/queries/")
