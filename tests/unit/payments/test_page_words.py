"""How screens write amounts and addresses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import resolve, reverse

from commissioning.domain.counts import counted
from payments.pages import words


@pytest.mark.parametrize(
    ("amount", "said"),
    [("2115.56", "£2,115.56"), ("-2115.55", "−£2,115.55"), ("0", "£0.00"), ("0.00", "£0.00")],
)
def test_amounts(amount: str, said: str):
    assert words.sterling(Decimal(amount)) == said


def test_a_difference_shows_its_sign():
    assert words.change(Decimal(12)) == "+£12.00"
    assert words.change(Decimal(-12)) == "−£12.00"
    assert words.change(Decimal(0)) == "£0.00"


@pytest.mark.parametrize(("number", "said"), [(0, "0 lines"), (1, "1 line"), (1204, "1,204 lines")])
def test_counts(number: int, said: str):
    assert counted(number, "line") == said


@pytest.mark.parametrize(
    ("written", "name", "about"),
    [
        (words.run_href("2020-06-S1"), "run", {"code": "2020-06-S1"}),
        (
            words.run_payee_href("2020-06", "C86001"),
            "run_payee",
            {"code": "2020-06", "payee_code": "C86001"},
        ),
        (words.payee_href("C86001"), "payee", {"code": "C86001"}),
        (
            words.payee_href("C86001", "2020-21"),
            "payee_year",
            {"code": "C86001", "year": "2020-21"},
        ),
        (
            words.month_href("U72999", "2020-06"),
            "payee_month",
            {"code": "U72999", "month": "2020-06"},
        ),
        (
            words.line_href("2020-06/C86001/aspiration/2020-05"),
            "line",
            {"reference": "2020-06/C86001/aspiration/2020-05"},
        ),
    ],
)
def test_addresses_are_those_of_the_pages(written: str, name: str, about: dict[str, str]):
    """Pages write hundreds of addresses, so they are put together by hand; here they are held."""
    assert written == reverse(f"payments:{name}", kwargs=about)
    assert resolve(written).view_name == f"payments:{name}"


def test_an_address_of_an_odd_reference_is_still_one():
    odd = "2020-06/C86001/claim/2020-05/A B?#é"

    assert words.line_href(odd) == reverse("payments:line", kwargs={"reference": odd})
