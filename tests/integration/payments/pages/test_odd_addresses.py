"""An address that somebody made up is answered like any other: found, not found or refused."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.years import Year
from tests.integration.payments.pages.conftest import Open

ODD = ["\0", "'; --", "%", "_", "\\", "é" * 500, "<script>", "9" * 60, "\ud7ff", "²", " "]


@pytest.mark.parametrize("text", ODD)
def test_odd_searches_find_nothing_and_break_nothing(year: Year, see: Open, text: str) -> None:
    year.prepared("2020-04")
    odd = quote(text)

    for path in ("/runs/2020-04/", "/payees/"):
        for asked in (f"q={odd}", f"after={odd}", f"before={odd}"):
            assert see(year.preparer, f"{path}?{asked}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/payees/C86001/9999-00/",
        "/payees/C86001/0000-01/",
        "/payees/C86001/month/0000-01/",
        "/runs/0000-01/",
        "/runs/2020-04-S9999/",
        "/runs/2020-04-S0/",
        "/lines/0000-01/C86001/aspiration/",
        "/lines/2020-04/%00/aspiration/",
    ],
)
def test_what_no_calendar_has_is_not_found(year: Year, see: Open, path: str) -> None:
    year.prepared("2020-04")

    assert see(year.preparer, path).status_code == 404


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=60))
def test_any_reference_is_a_line_or_not_found(year: Year, see: Open, text: str) -> None:
    address = f"/lines/{quote(text, safe='/')}/"

    assert see(year.preparer, address).status_code in (404, 200)
