"""The page of a line: how it was reached, what it rests on, and what corrected it."""

from __future__ import annotations

import pytest

from commissioning.models import SpecificationVersion
from commissioning.specifications.rewriting import with_reading
from practices.models import SignUp
from tests.factories.specifications import approved
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import Open, words

LINE = "/lines/2020-06/C86001/aspiration/2020-06/"


def test_a_line_unfolds_to_its_clause_and_its_inputs(year: Year, see: Open) -> None:
    year.approved("2020-05")
    year.approved("2020-06")

    page = see(year.preparer, LINE)
    said = words(page)

    assert "Aspiration, June 2020 Approved" in said
    assert "£2,115.56" in said
    assert "6,346.67 due by June less 4,231.11 due by May" in said
    assert "List on 1 January 2020 7,423 NHS Digital, Patients Registered" in said
    assert "Rate 171.00" in said
    assert "2020-06/C86001/aspiration/2020-06" in said
    tree = page.context["page"].tree
    assert tree.value == "2,115.56"
    assert tree.inputs[0].inputs[0].label == "For a whole year"


def test_a_line_names_the_interpretations_of_its_own_version(year: Year, see: Open) -> None:
    year.prepared("2020-06")

    page = see(year.preparer, LINE)

    codes = [each.code for each in page.context["page"].readings]
    assert {"D-03", "D-04", "D-18"} <= set(codes)
    assert "Whole patients, or parts of one" in words(page)


def test_a_line_says_the_words_of_the_option_that_its_version_chose(year: Year, see: Open) -> None:
    text = SpecificationVersion.objects.get(code="proactive-care").text
    approved(with_reading(text, "D-03", "floor", "2020-21.5"))
    year.prepared("2020-06")

    page = see(year.preparer, LINE)

    said = words(page)
    assert "Rounded down: a part of a patient is not paid for." in said
    assert "Not rounded: only then" not in said
    interpretations = "/specifications/proactive-care/interpretations/"
    assert "How it is read: Rounded down: a part of" in words(see(year.preparer, interpretations))


def test_a_recovery_and_what_it_takes_back_name_each_other(year: Year, see: Open) -> None:
    year.approved("2020-06")
    SignUp.objects.filter(practice__code="C86001", element="care-homes").update(response="declined")
    year.approved("2020-07")

    recovery = words(see(year.preparer, "/lines/2020-07/C86001/aspiration/2020-06/"))
    taken_back = words(see(year.preparer, LINE))

    assert "−£2,115.56" in recovery
    assert "What it corrects" in recovery
    assert "Instalment in the run of June 2020" in recovery
    assert "What corrected it since" in taken_back
    assert "Recovery in the run of July 2020" in taken_back


def test_a_held_line_says_what_it_waits_for(year: Year, see: Open) -> None:
    year.a_practice("C86005", "NO ANSWER")
    year.prepared("2020-06")

    said = words(see(year.preparer, "/lines/2020-06/C86005/aspiration/2020-06/"))

    assert "Held" in said
    assert "no answer to" in said


def test_a_stand_in_is_called_one(year: Year, see: Open) -> None:
    practice = year.a_practice("C86007", "STAND-IN", patients=None)
    practice.list_sizes.create(
        kind="raw",
        counted_on="2020-04-01",
        stands_for="2020-01-01",
        patients=7000,
        source="NHS Digital",
    )
    year.prepared("2020-04")

    said = words(see(year.preparer, "/lines/2020-04/C86007/aspiration/2020-04/"))

    assert "List on 1 April 2020, standing in for 1 January 2020 7,000" in said


def test_a_home_is_named_on_its_line(year: Year, see: Open) -> None:
    year.prepared("2020-08")

    said = words(see(year.preparer, "/lines/2020-08/U72999/premium/2020-08/1-111/"))

    assert "Ashfield Lodge (1-111)" in said


@pytest.mark.parametrize(
    "reference",
    [
        "2020-06/C86001/aspiration/2020-07",
        "2020-06/C86001/nothing/2020-06",
        "2020-06/C86999/aspiration/2020-06",
        "2019-06/C86001/aspiration/2020-06",
        "2020-06/C86001/aspiration/June",
        "2020-06",
        "99999999",
        "²",
        "a/b/c/d/e/f",
        "%00",
    ],
)
def test_a_line_that_is_not_there_is_not_found(year: Year, see: Open, reference: str) -> None:
    year.prepared("2020-06")

    assert see(year.preparer, f"/lines/{reference}/").status_code == 404
