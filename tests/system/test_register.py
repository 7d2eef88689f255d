"""What the CCG, data quality and practices do with the register, each in their own window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commissioning.models import Organisation, Task, User
from practices.models import RegisterCount
from tests.factories.publishers import DETAILS, PARTNERS
from tests.factories.years import Year
from tests.system.conftest import NARROW, SMALLEST, WIDE, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]
HEADINGS = "practice_code,specification,counted_on,patients,kind\n"
BAD = "C86999,proactive-care,2021-01-04,149,audit\nC86001,proactive-care,2021-01-04,many,audit\n"
AUDIT = "/audits/proactive-care/2021-01-04/"


def fills_day(visitor: Visitor, legend: str, day: str, month: str, year: str) -> None:
    group = visitor.page.get_by_role("group", name=legend)
    for part, value in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(part).fill(value)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_file_with_mistakes_is_corrected_looked_at_and_confirmed(
    people: People, visitors: Come, tmp_path: Path, width: int
) -> None:
    # given somebody of data quality with a file that holds mistakes
    visitor = visitors(width)
    visitor.signs_in(people["data-quality"])
    visitor.goes_to("/register/")
    visitor.clicks("Register counts")
    file = tmp_path / "counts.csv"
    file.write_text(HEADINGS + BAD)
    visitor.page.get_by_label("Which file?").set_input_files(file)
    visitor.clicks("See what it would change")

    # then every mistake is told with its place
    assert "There are 2 mistakes in counts.csv" in visitor.page.inner_text("body")
    assert "What is wrong with the file" in visitor.reads()

    # when it is corrected
    file.write_text(HEADINGS + "C86001,proactive-care,2021-01-04,149,audit\n")
    visitor.page.get_by_label("Which file?").set_input_files(file)
    visitor.clicks("See what it would change")
    assert "Nothing is changed yet" in visitor.reads()
    assert not RegisterCount.objects.filter(kind="audit").exists()
    visitor.clicks("Confirm and bring it in")

    # then it is brought in
    assert "counts.csv is brought in" in visitor.reads()
    assert RegisterCount.objects.get(kind="audit").patients == 149


@pytest.mark.parametrize("width", [WIDE, SMALLEST])
def test_networks_come_with_a_second_file_of_their_details(
    people: People, visitors: Come, width: int
) -> None:
    # given the primary care team with the two files of the publisher
    visitor = visitors(width)
    visitor.signs_in(people["primary-care"])
    visitor.goes_to("/register/networks/")
    visitor.page.get_by_label("Which file?").set_input_files(PARTNERS)
    visitor.page.get_by_label("Which file of details?").set_input_files(DETAILS)
    fills_day(visitor, "Which day is the file of?", "4", "12", "2019")
    visitor.page.get_by_label("Only of which commissioner?").fill("02X")
    visitor.page.get_by_label("Leave out practices").check()

    # when they are sent and confirmed
    visitor.clicks("See what it would change")
    assert DETAILS.name in visitor.reads()
    visitor.clicks("Confirm and bring it in")

    # then the networks have their own dates and addresses
    assert f"{PARTNERS.name} is brought in" in visitor.reads()
    assert Organisation.objects.get(code="U30587").postcode == "DN1 2DJ"


def test_an_upload_is_cancelled(people: People, visitors: Come, tmp_path: Path) -> None:
    visitor = visitors()
    visitor.signs_in(people["primary-care"])
    visitor.goes_to("/register/register-counts/")
    file = tmp_path / "counts.csv"
    file.write_text(HEADINGS + "C86001,proactive-care,2021-01-04,149,audit\n")
    visitor.page.get_by_label("Which file?").set_input_files(file)
    visitor.clicks("See what it would change")
    visitor.clicks("Cancel and remove the file")
    assert "Nothing of it was brought in" in visitor.reads()


def test_240_of_12001_fails_and_is_sent_for_a_decision(
    people: People, visitors: Come, year: Year
) -> None:
    # given a practice with 12,001 on its list
    year.a_practice("C86010", "LARGE PRACTICE", 12_001)
    visitor = visitors()
    visitor.signs_in(people["data-quality"])
    visitor.goes_to("/audits/")
    visitor.goes_to(AUDIT)

    # when data quality finds 240
    visitor.clicks("Large Practice")
    visitor.page.get_by_label("Patients on the register").fill("240")
    visitor.clicks("Save")

    # then it fails, exactly
    assert "240 of 12,001 is 1.9998%: under 2%, 1 too few" in visitor.reads()
    visitor.clicks("Send for a decision")
    visitor.clicks("Send")
    assert "Sent for a decision on 15 February 2021" in visitor.reads()

    # and 241, with a reason, passes
    visitor.page.get_by_label("Patients on the register").fill("241")
    visitor.page.get_by_label("Why is a count corrected?").fill("One was coded late")
    visitor.clicks("Save")
    assert "at least 2%" in visitor.reads()
    visitor.goes_to(f"{AUDIT}counts/")


def test_a_spot_check_is_entered_and_sent_on(people: People, visitors: Come) -> None:
    visitor = visitors()
    visitor.signs_in(people["data-quality"])
    visitor.goes_to("/audits/spot/")
    visitor.page.get_by_label("Which practice?").select_option("C86001")
    fills_day(visitor, "On which day was the register counted?", "10", "11", "2020")
    visitor.page.get_by_label("Patients on the register").fill("100")
    visitor.clicks("Save")
    assert "Would fail" in visitor.reads()
    visitor.clicks("Send for a decision")
    visitor.clicks("Send")


def test_the_ccg_moves_renames_and_closes_a_practice(
    people: People, visitors: Come, year: Year
) -> None:
    # given another network
    year.a_network("U36746", "ANOTHER PCN")
    visitor = visitors()
    visitor.signs_in(people["primary-care"])
    visitor.goes_to("/practices/")
    visitor.clicks("The C86002 Practice")

    # when the practice moves there in April
    visitor.clicks("Move to another network")
    visitor.page.get_by_label("To which primary care network?").select_option("U36746")
    fills_day(visitor, "From which day?", "1", "4", "2021")
    visitor.page.get_by_label("Why does it move?").fill("Agreed with both networks")
    visitor.clicks("Save")
    assert "Another PCN" in visitor.reads()

    # and closes, its patients going to another practice
    visitor.clicks("Close")
    fills_day(visitor, "The last day it is open", "19", "4", "2021")
    visitor.page.get_by_label("Which practice takes on its patients?").select_option("C86001")
    visitor.page.get_by_label("Why does it close?").fill("The partners retire")
    visitor.clicks("Save")

    # then its page says so
    assert "Closes on 19 April 2021" in visitor.reads()
    closed = Organisation.objects.get(code="C86002")
    assert closed.successor == Organisation.objects.get(code="C86001")
    for page in ("name", "list-size"):
        visitor.goes_to(f"/practices/C86001/{page}/")
    for path in ("/networks/", "/networks/U72999/", "/networks/U72999/name/"):
        visitor.goes_to(path)


def test_the_ccg_does_a_task_with_its_minute(people: People, visitors: Come) -> None:
    visitor = visitors()
    visitor.signs_in(people["primary-care"])
    visitor.goes_to("/tasks/")
    task = Task.objects.get(specification="proactive-care", code="full-specification")
    visitor.goes_to(f"/tasks/{task.pk}/")
    visitor.clicks("Say that it is done")
    visitor.page.get_by_label("What was done?").fill("Sent to every practice")
    visitor.page.get_by_label("Which committee approved it?").fill("Primary Care Committee")
    fills_day(visitor, "On which day did it meet?", "13", "8", "2020")
    visitor.page.get_by_label("Number of the minute").fill("2020/8.6")
    visitor.clicks("Save")
    assert "minute 2020/8.6" in visitor.reads()
    visitor.goes_to(f"/tasks/{task.pk}/take-back/")
    visitor.goes_to("/tasks/new/")


def test_a_practice_searches_and_finds_only_its_own(people: People, visitors: Come) -> None:
    visitor = visitors()
    visitor.signs_in(people["practice"])
    visitor.page.get_by_label("Search by name, code or reference").fill("practice")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/search/**")
    visitor.looks()
    assert "The C86001 Practice" in visitor.reads()
    assert "C86002" not in visitor.reads()

    ccg = visitors()
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/search/?q=practice")
    assert "The C86002 Practice" in ccg.reads()
