"""A payee's year: paid, due or forecast, month by month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commissioning.domain.periods import FinancialYear
from payments.engine.outlook import outlook
from payments.models import PaymentLine
from payments.selectors.payees import held_in_runs, lines_in_year
from practices.models import SignUp
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import TODAY, Open, words

THIS_YEAR = FinancialYear(2020)


def cell(page: str, month: str) -> str:
    """What the grid says for a month."""
    return page.split(f" {month} ")[1].split("2020 " if "2020" in month else "2021 ", maxsplit=1)[0]


def test_months_are_paid_due_or_forecast(year: Year, see: Open) -> None:
    year.approved("2020-04")
    year.prepared("2020-05")

    page = see(year.preparer, "/payees/C86001/2020-21/")
    said = words(page)

    grid = page.context["page"].grid
    states = [[piece.said for each in row.cells for piece in each.pieces] for row in grid.rows]
    assert set(states[0]) == {"paid"}
    assert set(states[1]) == {"due"}
    assert set(states[2]) == {"forecast"}
    assert "The C86001 Practice: payments 2020-21" in said
    assert "£2,115.56" in said
    assert "due by" not in said


def test_the_forecast_is_what_the_runs_then_pay(year: Year, see: Open) -> None:
    """The whole year as foreseen in April is what twelve runs come to, to the penny."""
    year.approved("2020-04")
    before = see(year.preparer, "/payees/C86001/2020-21/").context["page"]

    for month in range(5, 13):
        year.approved(f"2020-{month:02}")
    for month in (1, 2):
        year.approved(f"2021-{month:02}")
    after = see(year.preparer, "/payees/C86001/2020-21/").context["page"]

    assert before.grid.total("total") == after.grid.total("total")
    assert [row.total for row in before.grid.rows] == [row.total for row in after.grid.rows]
    assert before.grid.total("forecast") != after.grid.total("forecast")


def test_a_late_decline_is_expected_in_the_months_it_takes_back(year: Year, see: Open) -> None:
    year.approved("2020-06")
    SignUp.objects.filter(practice__code="C86001", element="care-homes").update(response="declined")

    page = see(year.preparer, "/payees/C86001/2020-21/").context["page"]

    june = page.grid.rows[2]
    pieces = [(piece.kind, piece.amount) for each in june.cells for piece in each.pieces]
    assert ("paid", "£2,115.56") in pieces
    assert ("forecast", "−£2,115.56") in pieces


def test_catch_up_says_in_which_run_it_was_paid(year: Year, see: Open) -> None:
    year.approved("2020-05")

    said = words(see(year.preparer, "/payees/C86001/2020-21/"))

    assert "paid in May" in said


def test_held_months_and_missing_facts_are_said_in_the_grid(year: Year, see: Open) -> None:
    year.a_practice("C86004", "NO LIST", patients=None)
    year.a_practice("C86005", "NO ANSWER")
    year.approved("2020-06")

    assert "a fact is missing" in words(see(year.preparer, "/payees/C86004/2020-21/"))
    assert " held " in words(see(year.preparer, "/payees/C86005/2020-21/"))


def test_year_end_conditions_stand_with_their_evidence(year: Year, see: Open) -> None:
    said = words(see(year.preparer, "/payees/C86001/2020-21/"))

    assert "Register of at least 2% of the January 2020 list at the end of quarter 3" in said
    assert "Not met" in said
    assert "No audit of 4 January 2021" in said
    assert "is lost while a condition is not met" in said


def test_runs_as_they_reach_the_bank(year: Year, see: Open) -> None:
    run = year.approved("2020-05")
    total = run.payee_totals.get(payee_code="C86001").amount

    page = see(year.preparer, "/payees/C86001/2020-21/").context["page"]

    assert [(each.title, each.amount) for each in page.received] == [("May 2020", f"£{total:,.2f}")]


def test_a_network_adds_up_its_homes_and_leads_to_each(year: Year, see: Open) -> None:
    year.a_home("1-222", "BIRCH HOUSE", 10)
    year.approved("2020-08")

    grid = see(year.preparer, "/payees/U72999/2020-21/").context["page"].grid
    august = [piece for each in grid.rows[4].cells for piece in each.pieces]
    assert [(each.amount, each.href) for each in august] == [
        ("£330.00", "/payees/U72999/month/2020-08/#premium")
    ]

    month = words(see(year.preparer, "/payees/U72999/month/2020-08/"))
    assert "Ashfield Lodge" in month
    assert "Birch House" in month


def test_the_chart_says_in_words_what_the_table_holds(year: Year, see: Open) -> None:
    year.approved("2020-04")

    page = see(year.preparer, "/payees/C86001/2020-21/")
    chart, grid = page.context["page"].chart, page.context["page"].grid
    html = page.content.decode()

    assert 'role="img"' in html
    assert "style=" not in html
    for row in grid.rows:
        assert f"{row.month.split()[0]} {row.total}" in chart.description


def test_a_year_without_anything(year: Year, see: Open) -> None:
    said = words(see(year.preparer, "/payees/C86001/2030-31/"))

    assert "Nothing is paid, due or expected for 2030-31." in said


def test_the_first_page_of_a_payee_is_this_financial_year(year: Year, see: Open) -> None:
    answer = see(year.preparer, "/payees/C86001/")

    assert answer.headers["Location"] == "/payees/C86001/2020-21/"


@pytest.mark.parametrize("years", ["2020-22", "2020", "20-21", "2020-2021"])
def test_what_is_no_year_is_not_found(year: Year, see: Open, years: str) -> None:
    assert see(year.preparer, f"/payees/C86001/{years}/").status_code == 404


def test_forecasting_stores_nothing(year: Year, django_assert_num_queries: Any) -> None:  # noqa: ARG001
    year.approved("2020-04")
    practice = year.commissioner.members.get(member__code="C86001").member
    lines = lines_in_year(practice, THIS_YEAR)
    before = PaymentLine.objects.count()

    found = outlook(practice, THIS_YEAR, held_in_runs(practice, lines), None, TODAY)

    assert sum((each.amount for each in found.expected), start=Decimal(0)) > 0
    assert PaymentLine.objects.count() == before


def test_facts_about_one_payee_come_to_what_a_run_pays_it(year: Year) -> None:
    """Reading only what bears on one payee changes no penny of what it is owed."""
    year.a_home("1-333", "CEDARS", 12)
    run = year.approved("2021-02")

    for total in run.payee_totals.select_related("payee"):
        lines = lines_in_year(total.payee, THIS_YEAR)
        found = outlook(total.payee, THIS_YEAR, {}, None, date(2021, 2, 15))
        until_now = [
            each for each in found.expected if each.month <= lines[-1].run_month and not each.note
        ]
        assert sum((each.amount for each in until_now), start=Decimal(0)) == total.amount
