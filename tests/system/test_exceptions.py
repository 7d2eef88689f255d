"""What is not in place in a home, from the practice that tells it to the CCG that closes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from carehomes.models import CareHome, ResidentCount
from commissioning.models import Organisation, User
from reporting.models import HomeException
from tests.factories.years import Year
from tests.system.conftest import NARROW, SMALLEST, WIDE, Visitor
from tests.system.test_care_homes import dates, ticks, writes

Come = Callable[..., Visitor]
People = dict[str, User]


@pytest.fixture
def home(year: Year) -> CareHome:  # noqa: ARG001
    """A home where the practice has residents."""
    found = CareHome.objects.get(location_id="1-111")
    practice = Organisation.objects.get(code="C86001")
    ResidentCount.objects.create(
        home=found, practice=practice, counted_on=date(2020, 6, 1), residents=12
    )
    return found


def test_a_practice_has_nothing_to_report(people: People, home: CareHome, visitors: Come) -> None:
    # given a practice that has not said anything this week
    assert home
    practice = visitors(SMALLEST)
    practice.signs_in(people["practice"])
    practice.goes_to("/")
    practice.clicks("Say whether anything is not in place in your care homes")
    practice.looks()

    # when it says so with one click
    practice.clicks("Nothing to report this week")

    # then it is done, and the CCG sees who has not
    assert "has nothing to report this week" in practice.reads()
    ccg = visitors(NARROW)
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/exceptions/")
    ccg.clicks("Who has said something this week")
    ccg.looks()
    assert "Nothing to report this week" in ccg.reads()
    assert "Not answered" in ccg.reads()


def test_an_exception_is_raised_asked_about_confirmed_and_closed(
    people: People, home: CareHome, visitors: Come
) -> None:
    # given a practice that raises what is not in place
    practice = visitors(NARROW)
    practice.signs_in(people["practice"])
    practice.goes_to("/exceptions/")
    practice.clicks("Raise an exception")
    practice.looks()
    practice.page.get_by_label("Which home?").select_option(label=str(home))
    practice.page.get_by_label("What is not in place?").select_option(value="pharmacy.0")
    writes(practice, "What is missing?", "Nobody reviews medicines by telephone")
    dates(practice, "Since when?", date(2021, 2, 8))
    practice.clicks("Raise it")
    practice.looks()
    assert "Not reviewed" in practice.reads()

    # when the director asks, and the practice answers
    director = visitors(WIDE)
    director.signs_in(people["pcn-director"])
    director.goes_to("/")
    director.clicks("Review 1 exception")
    director.page.get_by_role("link", name="ASHFIELD LODGE").first.click()
    director.clicks("Review it")
    director.looks()
    ticks(director, "Return it with a question")
    writes(director, "Your words", "Did the pharmacist leave?")
    director.clicks("Save the review")
    practice.page.reload()
    practice.clicks("Answer the question")
    practice.looks()
    writes(practice, "Your words", "Yes, on Friday")
    practice.clicks("Send the answer")

    # and the director confirms it
    director.page.reload()
    director.clicks("Review it")
    ticks(director, "Confirm it")
    director.clicks("Save the review")

    # then the CCG sees it, with everything that was said, and closes it
    ccg = visitors(SMALLEST)
    ccg.signs_in(people["primary-care"])
    ccg.goes_to(f"/exceptions/{HomeException.objects.get().pk}/")
    ccg.looks()
    for words in ("Did the pharmacist leave?", "Yes, on Friday", "Confirmed"):
        assert words in ccg.reads()
    ccg.clicks("Close it")
    ccg.looks()
    writes(ccg, "Your words", "The network’s pharmacist took it over")
    ccg.clicks("Close it")
    assert "The exception is closed" in ccg.reads()
