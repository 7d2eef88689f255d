"""Specifications in the browser: publishing, agreeing, reading what they are worth, what-if."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commissioning.models import SpecificationVersion, User
from commissioning.specifications.publishing.actions import publish_specification
from commissioning.specifications.publishing.draft_actions import draft_specification
from payments.models import PaymentLine
from tests.factories.specifications import agreed
from tests.factories.years import Year
from tests.system.conftest import NARROW, PASSWORD, SMALLEST, WIDE, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]


def next_version() -> str:
    """Proactive care at a higher rate from the start of the year."""
    text = SpecificationVersion.objects.get(code="proactive-care").text
    return text.replace('version = "2020-21.4"', 'version = "2020-21.5"').replace(
        'amount = "171.00"', 'amount = "183.50"'
    )


def file_with(folder: Path, text: str) -> str:
    path = folder / "proactive-care.toml"
    path.write_text(text)
    return str(path)


def date_parts(visitor: Visitor, legend: str, day: str, month: str, year: str) -> None:
    group = visitor.page.get_by_role("group", name=legend)
    for part, value in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(part, exact=True).fill(value)


def test_the_team_publishes_a_file_and_another_person_approves_it(
    year: Year, people: People, visitors: Come, tmp_path: Path
) -> None:
    # given somebody of the primary care team with a file that has mistakes
    anna = visitors()
    anna.signs_in(year.publisher)
    anna.goes_to("/specifications/")
    anna.clicks("Publish a specification")
    text = next_version()
    # when they upload it, then every mistake is told with its place
    broken = text.replace('"183.50"', "183.5").replace("by = 2020-05-29", "by = 2019-13-99")
    anna.page.get_by_label("The specification’s file").set_input_files(file_with(tmp_path, broken))
    anna.page.get_by_label("Why this version is made").fill("The work costs more")
    anna.clicks("Check the file")
    assert "is not TOML at line" in anna.reads()
    broken = text.replace('"183.50"', "183.5").replace("by = 2020-05-29", 'by = "soon"')
    anna.page.get_by_label("The specification’s file").set_input_files(file_with(tmp_path, broken))
    anna.clicks("Check the file")
    assert "The file has 2 mistakes" in anna.reads()
    assert "sign_up, by: must be a day" in anna.reads()
    assert anna.page.get_by_label("Why this version is made").input_value() == "The work costs more"
    # when the file is mended, then it is seen as people will, with what it changes
    anna.page.get_by_label("The specification’s file").set_input_files(file_with(tmp_path, text))
    anna.clicks("Check the file")
    assert "What differs from version 2020-21.4" in anna.reads()
    assert "£183.50 from 1 April 2020" in anna.reads()
    assert "Payees touched" in anna.reads()
    anna.clicks("Publish version 2020-21.5")
    assert "Waits for approval" in anna.reads()
    # and whoever published it cannot approve it
    anna.clicks("What this version changes, for whom, and for how much")
    assert "a second person of the team approves it" in anna.reads()
    # given a second person, and that nobody has agreed to the variation yet
    version = SpecificationVersion.objects.get(version="2020-21.5")
    ben = visitors()
    ben.signs_in(people["primary-care"])
    ben.goes_to("/")
    ben.clicks(f"Approve: {version}")
    assert "No agreement is on record from: the LMC" in ben.reads()
    # when everybody has agreed, then the second person approves it with its minute
    agreed(version, year.publisher)
    ben.goes_to(f"/specifications/{version.code}/{version.version}/affects/")
    ben.clicks("Approve this version")
    ben.clicks("Approve version 2020-21.5")
    assert "Enter the committee that decided" in ben.reads()
    ben.page.get_by_label("Committee").fill("Primary Care Committee")
    date_parts(ben, "Date of the meeting", "11", "2", "2021")
    ben.page.get_by_label("Minute").fill("2021/2.7")
    ben.clicks("Approve version 2020-21.5")
    assert "Approved" in ben.reads()
    assert "2021/2.7" in ben.reads()


def test_the_team_reads_a_place_otherwise_and_throws_the_draft_away(
    year: Year, visitors: Come
) -> None:
    visitor = visitors()
    visitor.signs_in(year.publisher)
    visitor.goes_to("/specifications/proactive-care/interpretations/")
    visitor.clicks("Read D-02 otherwise")
    visitor.page.get_by_label("£1.46 for each patient of the list").check()
    visitor.page.get_by_label("What the new version is called").fill("2020-21.5")
    visitor.page.get_by_label("Why", exact=True).fill("The committee reads it so")
    visitor.clicks("See what it would change")
    assert "D-02 What achievement is worth" in visitor.reads()
    visitor.clicks("Throw the draft away")
    assert visitor.heading == "Publish a specification"


@pytest.mark.parametrize("width", [WIDE, SMALLEST])
def test_a_draft_that_can_no_longer_be_read_is_thrown_away(
    year: Year, visitors: Come, width: int
) -> None:
    # given a draft from before what a file may hold changed
    draft = draft_specification(text=next_version(), by=year.publisher)
    draft.text = draft.text.replace("[[payment]]", '[[payment]]\nsweets = "many"', 1)
    draft.save()

    # when whoever prepared it opens it
    visitor = visitors(width)
    visitor.signs_in(year.publisher)
    visitor.goes_to(f"/specifications/drafts/{draft.pk}/")

    # then the page says what is wrong, and lets them throw it away
    assert "This draft can no longer be published" in visitor.reads()
    assert "sweets" in visitor.reads()
    visitor.clicks("Throw the draft away")
    assert visitor.heading == "Publish a specification"


def test_the_lmc_reads_and_agrees_and_a_director_does_not(
    year: Year, people: People, visitors: Come
) -> None:
    # given a variation that waits
    publish_specification(text=next_version(), by=year.publisher)
    lmc = visitors(NARROW)
    lmc.signs_in(people["lmc"])
    lmc.goes_to("/")
    # when the LMC follows what it has to do
    lmc.page.get_by_role("link", name="Say whether you agree").first.click()
    lmc.looks()
    lmc.page.get_by_label("We agree", exact=True).check()
    lmc.page.get_by_label("Who says so").fill("Fay Stone")
    lmc.clicks("Record the answer")
    # then its answer stands on the version's page
    assert "Agrees Said by Fay Stone" in lmc.reads()
    # and it reads interpretations with their pounds, and totals, but no practice's payments
    lmc.goes_to("/specifications/proactive-care/interpretations/")
    assert "all practices and networks" in lmc.reads()
    lmc.goes_to("/totals/2020-21/")
    assert lmc.heading == "Totals of 2020-21"
    assert lmc.goes_to("/specifications/proactive-care/worth/") == 403
    # given a director who does not agree
    director = visitors()
    director.signs_in(people["pcn-director"])
    director.goes_to("/specifications/proactive-care/2020-21.5/agree/")
    director.page.get_by_label("We do not agree").check()
    director.page.get_by_label("Who says so").fill("Leo Birch")
    director.clicks("Record the answer")
    assert "Enter why they do not agree" in director.reads()
    director.page.get_by_label("Why they do not agree").fill("The rate is too low")
    director.clicks("Record the answer")
    assert "Does not agree" in director.reads()


@pytest.mark.parametrize("width", [WIDE, SMALLEST])
def test_a_practice_reads_what_it_is_paid_with_the_sum(
    people: People, visitors: Come, width: int
) -> None:
    visitor = visitors(width)
    visitor.signs_in(people["practice"])
    assert visitor.goes_to("/specifications/proactive-care/") == 200
    visitor.goes_to("/specifications/")
    visitor.clicks("Proactive Care 2020/21 with COVID-19 care home support")
    assert "1 June 2020 to 31 August 2020" in visitor.reads()
    visitor.clicks("What it pays your practice, with the sum")
    for said in ("Aspiration: £25,386.66", "Achievement: £10,849.46", "148.46"):
        assert said in visitor.reads()
    visitor.goes_to("/specifications/proactive-care/interpretations/")
    visitor.clicks("What each reading of D-02 is worth")
    assert "−£11.88" in visitor.reads()


def test_a_director_chooses_which_practice(people: People, visitors: Come) -> None:
    visitor = visitors(NARROW)
    visitor.signs_in(people["pcn-director"])
    visitor.goes_to("/specifications/proactive-care/worth/")
    visitor.page.get_by_role("link", name="C86002").click()
    visitor.looks()
    assert "Aspiration: £25,386.66" in visitor.reads()


def test_finance_sets_a_budget_and_tries_a_what_if(people: People, visitors: Come) -> None:
    # given finance at the forecast of the year
    lines = PaymentLine.objects.count()
    visitor = visitors()
    visitor.signs_in(people["preparer"])
    visitor.goes_to("/")
    visitor.goes_to("/forecast/")
    assert visitor.heading == "Forecast of 2020-21"
    # when a budget is set
    visitor.goes_to("/forecast/2020-21/proactive-care/")
    visitor.page.get_by_label("Budget for the year").fill("a lot")
    visitor.clicks("Set the budget")
    assert "must be a number of pounds" in visitor.reads()
    visitor.page.get_by_label("Budget for the year").fill("100,000")
    visitor.clicks("Set the budget")
    # then the year is held against it
    assert "£100,000.00" in visitor.reads()
    # when another rate is tried
    visitor.clicks("Try what the year would come to if something were otherwise")
    visitor.clicks("Work it out")
    assert "Change something to try" in visitor.reads()
    visitor.page.get_by_label("Another rate for").select_option("proactive-care|aspiration")
    visitor.page.get_by_label("Rate", exact=True).fill("183.50")
    visitor.clicks("Work it out")
    # then it is said who gains, and nothing is stored
    assert "Payees touched" in visitor.reads()
    assert "+£1,855.75" in visitor.reads()
    assert PaymentLine.objects.count() == lines


def test_the_pages_work_without_scripts(people: People, visitors: Come) -> None:
    visitor = visitors(scripts=False)
    page = visitor.page
    page.goto(f"{visitor.base}/accounts/login/")
    page.get_by_label("E-mail address").fill(people["practice"].email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto(f"{visitor.base}/specifications/proactive-care/worth/C86001/")
    assert "Aspiration: £25,386.66" in page.inner_text("main")
