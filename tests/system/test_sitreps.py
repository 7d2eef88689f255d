"""The weekly sitrep, from its draft to its signature and an amendment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from carehomes.models import CareHome, ResidentCount
from commissioning.clock import as_if_today
from commissioning.models import Organisation, User
from reporting.actions.exceptions import ExceptionDetails, raise_exception
from reporting.actions.sitreps import draft_sitrep
from reporting.models import HomeException, Sitrep
from tests.factories.years import Year
from tests.system.conftest import NARROW, SMALLEST, WIDE, Visitor
from tests.system.test_care_homes import dates, ticks, writes

Come = Callable[..., Visitor]
People = dict[str, User]
WEEK = date(2021, 2, 8)
FRIDAY = date(2021, 2, 12)


@pytest.fixture
def home(year: Year) -> CareHome:  # noqa: ARG001
    """A home where the practice has residents."""
    found = CareHome.objects.get(location_id="1-111")
    practice = Organisation.objects.get(code="C86001")
    ResidentCount.objects.create(
        home=found, practice=practice, counted_on=date(2020, 6, 1), residents=12
    )
    return found


def missing(home: CareHome, by: User) -> HomeException:
    said = ExceptionDetails(
        question="weekly-round", missing="No round was held", since=date(2021, 2, 9)
    )
    practice = Organisation.objects.get(code="C86001")
    return raise_exception(home=home, practice=practice, details=said, by=by)


def test_the_ccg_reads_writes_on_and_signs_it(
    people: People, home: CareHome, visitors: Come
) -> None:
    # given last week's draft, with an exception that a practice raised
    with as_if_today(FRIDAY):
        missing(home, people["practice"])
        draft_sitrep(week=WEEK, by=people["primary-care"])
    ccg = visitors(WIDE)
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/")
    ccg.clicks("Read and sign the sitrep of the week of 8 February 2021")
    ccg.looks()

    # when it follows a number to its homes, and reads what practices said and what rests on what
    row = ccg.page.get_by_role("row", name="The weekly round takes place").first
    row.get_by_role("link").last.click()
    ccg.page.wait_for_url("**/homes/?question=weekly-round&stands=E")
    assert "ASHFIELD LODGE" in ccg.reads()
    ccg.looks()
    ccg.goes_to("/sitreps/2021-02-08/0/")
    ccg.clicks("The weekly round takes place")
    ccg.looks()
    ccg.clicks("This question week by week")
    ccg.looks()
    ccg.goes_to("/sitreps/2021-02-08/0/practices/")
    ccg.looks()
    ccg.goes_to("/sitreps/coverage/?week=2021-02-08")
    ccg.looks()

    # and writes on it and signs
    ccg.goes_to("/sitreps/2021-02-08/0/")
    ccg.clicks("Write on it")
    writes(ccg, "Local issues that need to be addressed", "The lift of one home is broken")
    writes(ccg, "Comments", "A quiet week")
    ccg.looks()
    ccg.clicks("Keep it")
    ccg.clicks("Sign it")
    ticks(ccg, "Full coverage is confirmed")
    ccg.clicks("Sign it")
    assert "full coverage cannot be confirmed" in ccg.reads()
    ccg.looks()
    ticks(ccg, "The exceptions are confirmed as they are listed")
    ccg.clicks("Sign it")

    # then it is signed, for ever
    assert "The sitrep is signed" in ccg.reads()
    assert "The lift of one home is broken" in ccg.reads()
    ccg.looks()
    assert Sitrep.objects.get().sha256 in ccg.reads()
    ccg.goes_to("/sitreps/")
    ccg.looks()


def test_a_later_exception_amends_it_and_what_followed_is_one_chain(
    people: People, home: CareHome, visitors: Come, year: Year
) -> None:
    # given a signed week, and an exception that came later
    practice = Organisation.objects.get(code="C86001")
    with as_if_today(FRIDAY):
        draft_sitrep(week=WEEK, by=people["primary-care"])
    ccg = visitors(NARROW)
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/sitreps/2021-02-08/0/sign/")
    ticks(ccg, "The exceptions are confirmed as they are listed")
    ccg.clicks("Sign it")
    told = missing(home, people["practice"])
    year.decides(practice, "adjustment", "pay", figure=-100, starts_on=date(2021, 2, 1))

    # when the CCG amends it
    ccg.goes_to("/sitreps/2021-02-08/0/")
    assert "1 exception of this week was raised since it was counted" in ccg.reads()
    ccg.clicks("Amend it")
    ccg.looks()
    writes(ccg, "Why is it amended?", "An exception came late")
    ccg.clicks("Draft the amendment")
    ccg.looks()

    # then the difference is shown, by figure and home
    ccg.clicks("What changed since it was signed, and since the week before")
    ccg.looks()
    assert "compared with what was signed before" in ccg.reads()
    assert "ASHFIELD LODGE" in ccg.reads()

    # and the practice corrects what it raised, the CCG links a decision, and all stands in one line
    manager = visitors(SMALLEST)
    manager.signs_in(people["practice"])
    manager.goes_to(f"/exceptions/{told.pk}/")
    manager.clicks("Correct it")
    manager.looks()
    writes(manager, "What is missing?", "No round was held on Tuesday")
    dates(manager, "Since when?", date(2021, 2, 9))
    manager.clicks("Save the correction")
    assert "The exception is corrected" in manager.reads()
    ccg.goes_to(f"/exceptions/{told.pk}/")
    ccg.clicks("Link a decision about payment")
    ccg.looks()
    ccg.page.get_by_label("Which decision?").select_option(index=1)
    ccg.clicks("Link it")
    ccg.looks()
    for words in ("Corrected", "amendment 1", "Decision about payment"):
        assert words in ccg.reads()
