"""What people do with payments, each in their own window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from commissioning.models import User
from tests.factories.years import Year
from tests.system.conftest import NARROW, SMALLEST, WIDE, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]
INVENTED = "Every response shown is invented"

PAGES = {
    "reporting:home": {},
    "payments:runs": {},
    "payments:run": {"code": "2020-08"},
    "payments:run_changes": {"code": "2020-08"},
    "payments:run_prepare": {},
    "payments:run_approve": {"code": "2020-09"},
    "payments:run_payee": {"code": "2020-08", "payee_code": "U72999"},
    "payments:payees": {},
    "payments:payee": {"code": "C86001"},
    "payments:payee_year": {"code": "C86001", "year": "2020-21"},
    "payments:payee_month": {"code": "C86001", "month": "2020-08"},
    "payments:line": {"reference": "2020-08/C86001/aspiration/2020-08"},
    "acting_for": {},
    "accessibility": {},
    "privacy": {},
    "contact": {},
}


@pytest.mark.parametrize("width", [WIDE, NARROW, SMALLEST])
def test_every_page_is_sound_at_every_width(people: People, visitors: Come, width: int) -> None:
    """At 320 pixels a page is what a wide window shows at 400%."""
    visitor = visitors(width)
    visitor.signs_in(people["approver"])

    for name, about in PAGES.items():
        assert visitor.goes_to(reverse(name, kwargs=about)) == 200, name
        assert INVENTED in visitor.page.inner_text("body"), name


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_what_is_not_there_and_what_is_refused_look_like_pages(
    people: People, visitors: Come, width: int
) -> None:
    visitor = visitors(width)
    visitor.signs_in(people["practice"])

    assert visitor.goes_to("/payees/C86002/2020-21/") == 404
    assert visitor.heading == "Page not found"
    assert visitor.goes_to("/runs/") == 403
    assert "you can read your own payments" in visitor.reads()


def test_finance_prepares_a_run_and_a_second_person_approves_it(
    people: People, visitors: Come
) -> None:
    # given a run that one person of finance prepared
    first = visitors()
    first.signs_in(people["preparer"])
    first.goes_to("/runs/")
    first.clicks("September 2020")
    assert "another person of finance approves it" in first.reads()
    first.clicks("Prepare again")
    assert "Nothing changed when it was prepared again." in first.reads()

    # when a second person looks through it, and does not say so
    second = visitors()
    second.signs_in(people["approver"])
    second.goes_to("/runs/")
    second.clicks("September 2020")
    assert "Facts that are missing" in second.reads()
    second.clicks("Check and approve")
    approve = second.page.get_by_role("button", name="Approve £")
    approve.click()
    second.looks()

    # then they are told what is missing, and the word is in reach of the keyboard
    assert "There is a problem" in second.reads()
    second.page.get_by_role("link", name="Say that you have checked the run").click()
    second.page.keyboard.press("Space")
    second.page.get_by_role("button", name="Approve £").click()
    second.page.wait_for_load_state()
    second.looks()

    # and the run is fixed for ever
    assert "September 2020 is approved, and cannot be changed any more" in second.reads()
    assert second.page.get_by_role("button", name="Prepare again").count() == 0


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_practice_manager_finds_out_why(people: People, visitors: Come, width: int) -> None:
    # given a practice manager who wonders about August
    visitor = visitors(width)
    visitor.signs_in(people["practice"])
    visitor.goes_to("/payees/C86001/")
    assert visitor.heading == "GP practice C86001 The C86001 Practice: payments 2020-21"

    # when they follow the amount in the grid
    visitor.page.get_by_role("link", name="Aspiration for August 2020").click()
    visitor.looks()

    # then the line says how it was reached, down to the clause and the list
    assert visitor.heading.startswith("The C86001 Practice Aspiration, August 2020")
    for step in ("Instalment 5 of 12", "Register patients paid for", "List on 1 January 2020"):
        assert step in visitor.reads()
    visitor.page.get_by_text("D-03: ").click()
    visitor.looks()


def test_a_clinical_director_reads_the_network_and_its_practices(
    year: Year, people: People, visitors: Come
) -> None:
    visitor = visitors()
    visitor.signs_in(people["pcn-director"])
    visitor.goes_to(f"/payees/{year.network.code}/")

    visitor.page.get_by_role("link", name="Care home premium for August 2020").click()
    assert "Ashfield Lodge" in visitor.reads()
    visitor.page.get_by_label("In this area").get_by_role("link", name="Payees").click()
    visitor.clicks("The C86002 Practice")
    assert visitor.heading.endswith("The C86002 Practice: payments 2020-21")


def test_the_lmc_reads_totals(people: People, visitors: Come) -> None:
    visitor = visitors()
    visitor.signs_in(people["lmc"])
    visitor.goes_to("/runs/")
    visitor.clicks("August 2020")

    assert "By specification" in visitor.reads()
    assert "C86001" not in visitor.reads()
    assert "September 2020" not in visitor.reads()


def test_a_payee_is_found_by_part_of_its_name(people: People, visitors: Come) -> None:
    visitor = visitors()
    visitor.signs_in(people["primary-care"])
    visitor.goes_to("/runs/2020-08/")
    visitor.page.get_by_label("Payee's name or code").fill("without an")
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.looks()

    table = visitor.page.get_by_role("table", name="What the run comes to for each payee")
    assert table.locator("tbody").get_by_role("link").all_inner_texts() == [
        "Practice Without An Answer"
    ]


def test_everything_works_without_scripts(people: People, visitors: Come) -> None:
    """No axe here: it is a script too."""
    visitor = visitors(NARROW, scripts=False)
    page = visitor.page
    page.goto(f"{visitor.base}/runs/")
    page.get_by_label("E-mail address").fill(people["approver"].email)
    page.get_by_label("Password", exact=True).fill("an-odd-pass-phrase-of-the-tests")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    assert visitor.heading == "Payment runs"

    page.get_by_role("link", name="September 2020").click()
    page.get_by_role("button", name="Check and approve").click()
    page.get_by_label("I have checked the total").check()
    page.get_by_role("button", name="Approve £").click()

    assert "is approved, and cannot be changed any more" in visitor.reads()
    page.get_by_role("button", name="Sign out").click()
    assert "You have signed out" in visitor.reads()


def test_the_keyboard_alone_reaches_the_content(people: People, visitors: Come) -> None:
    visitor = visitors()
    visitor.signs_in(people["approver"])
    visitor.goes_to("/runs/")

    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.textContent") == "Skip to main content"
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "maincontent"


def test_a_page_prints_without_what_only_a_screen_needs(year: Year, visitors: Come) -> None:
    visitor = visitors()
    visitor.signs_in(year.approver)
    visitor.goes_to("/lines/2020-08/C86001/aspiration/2020-08/")
    visitor.page.emulate_media(media="print")

    assert not visitor.page.get_by_role("navigation", name="Account").is_visible()
    assert visitor.page.get_by_text("Register patients paid for").first.is_visible()
