"""Sign-ups from files: which answer stands, for which elements, and what is refused."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError

from commissioning.clock import as_if_today
from commissioning.models import (
    AuditEvent,
    Organisation,
    Role,
    RoleMembership,
    SpecificationVersion,
    User,
)
from commissioning.specifications.publishing.actions import (
    approve_specification,
    publish_specification,
)
from practices.actions.sign_ups import SignUpRow, accept_sign_ups
from practices.models import RegisterCount, SignUp
from tests.factories.files import Files, break_the_audit_trail_at, events, rows
from tests.factories.specifications import MINUTED, agreed
from tests.factories.years import Year, a_person

HEADINGS = "practice_code,specification,element,response,responded_on,from,to,register"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("year")]

BOTH = ["care-homes", "proactive-care"]


@pytest.fixture
def sign_ups(files: Files) -> Files:
    return files.of("import_sign_ups", HEADINGS)


def answers() -> list[tuple[object, ...]]:
    return rows(
        SignUp,
        "practice__code",
        "specification",
        "element",
        "response",
        "responded_on",
        "starts_on",
        "ends_on",
    )


def registers() -> list[tuple[object, ...]]:
    return rows(
        RegisterCount, "practice__code", "specification", "counted_on", "patients", "kind", "source"
    )


def test_no_element_is_every_element(sign_ups: Files) -> None:
    said = sign_ups.take("C86001,proactive-care,,signed,2020-05-22,,,150")
    assert [row[2] for row in answers()] == BOTH
    assert {row[3:] for row in answers()} == {("signed", date(2020, 5, 22), None, None)}
    assert registers() == [
        (
            "C86001",
            "proactive-care",
            date(2020, 5, 22),
            150,
            "declared",
            "sign-up form, 22 May 2020",
        )
    ]
    assert "Added: 3" in said
    version = SpecificationVersion.objects.get(code="proactive-care")
    assert set(SignUp.objects.values_list("version", flat=True)) == {version.pk}


def test_one_element_alone_may_be_declined(sign_ups: Files) -> None:
    sign_ups.take("C86001,proactive-care,care-homes,declined,2020-05-29,,,")
    assert [row[2:4] for row in answers()] == [("care-homes", "declined")]
    assert registers() == []


def test_days_of_delivery_may_lie_outside_the_elements(sign_ups: Files) -> None:
    sign_ups.take("C86001,proactive-care,care-homes,signed,2020-05-22,2020-03-15,2021-06-30,")
    assert answers()[0][5:] == (date(2020, 3, 15), date(2021, 6, 30))


def test_headings_may_stand_in_any_order_and_columns_be_left_out(files: Files) -> None:
    few = files.of("import_sign_ups", "responded_on,response,specification,practice_code")
    few.take("2020-05-22,signed,proactive-care,C86001")
    assert len(answers()) == 2


def test_the_same_file_twice_changes_nothing(sign_ups: Files) -> None:
    lines = (
        "C86001,proactive-care,,signed,2020-05-22,,,150",
        "C86002,proactive-care,care-homes,declined,2020-05-29,,,",
    )
    sign_ups.take(*lines)
    before = answers(), registers(), events(SignUp), AuditEvent.objects.count()
    said = sign_ups.take(*lines)
    assert (answers(), registers(), events(SignUp), AuditEvent.objects.count()) == before
    assert "Added: 0" in said
    assert "Changed: 0" in said
    assert "Unchanged: 4" in said


def test_a_rehearsal_changes_nothing(sign_ups: Files) -> None:
    said = sign_ups.take("C86001,proactive-care,,signed,2020-05-22,,,150", dry_run=True)
    assert "nothing was changed" in said
    assert "Added: 3" in said
    assert answers() == []
    assert registers() == []


def test_a_later_answer_supersedes(sign_ups: Files) -> None:
    sign_ups.take("C86001,proactive-care,care-homes,signed,2020-05-22,2020-06-15,,")
    said = sign_ups.take("C86001,proactive-care,care-homes,declined,2020-06-05,,,")
    assert answers() == [
        (
            "C86001",
            "proactive-care",
            "care-homes",
            "declined",
            date(2020, 6, 5),
            None,
            None,
        )
    ]
    assert "Changed: 1" in said


def test_the_same_day_corrects(sign_ups: Files) -> None:
    sign_ups.take("C86001,proactive-care,care-homes,signed,2020-05-22,,,")
    sign_ups.take("C86001,proactive-care,care-homes,signed,2020-05-22,2020-07-01,,")
    assert answers()[0][3:] == ("signed", date(2020, 5, 22), date(2020, 7, 1), None)


def test_an_earlier_answer_changes_nothing_and_says_so(sign_ups: Files) -> None:
    sign_ups.take("C86001,proactive-care,care-homes,declined,2020-06-05,,,")
    before = answers()
    said = sign_ups.take("C86001,proactive-care,care-homes,signed,2020-05-22,,,")
    assert answers() == before
    assert "Unchanged: 1" in said
    assert "Note: line 2: C86001 proactive-care care-homes" in said
    assert "what was said on 5 June 2020 stands" in said


def test_a_day_still_to_come_is_pointed_out(sign_ups: Files) -> None:
    line = "C86001,proactive-care,care-homes,signed,{},,,"
    with as_if_today(date(2020, 5, 22)):
        assert "Note" not in sign_ups.take(line.format("2020-05-22"))
        said = sign_ups.take(line.format("2020-05-23"))
    assert "line 2: C86001 proactive-care care-homes: 23 May 2020 is still to come" in said


def test_rows_that_are_absent_change_nothing(sign_ups: Files) -> None:
    sign_ups.take("C86001,proactive-care,,signed,2020-05-22,,,150")
    sign_ups.take("C86002,proactive-care,,signed,2020-05-23,,,")
    assert [row[0] for row in answers()] == ["C86001", "C86001", "C86002", "C86002"]


def test_a_later_row_of_one_file_wins(sign_ups: Files) -> None:
    said = sign_ups.take(
        "C86001,proactive-care,care-homes,declined,2020-06-05,,,",
        "C86001,proactive-care,,signed,2020-05-22,,,",
    )
    assert [row[2:5] for row in answers()] == [
        ("care-homes", "declined", date(2020, 6, 5)),
        ("proactive-care", "signed", date(2020, 5, 22)),
    ]
    assert "Note: line 3" in said


def test_the_same_row_twice_in_a_file_counts_once(sign_ups: Files) -> None:
    line = "C86001,proactive-care,care-homes,signed,2020-05-22,,,"
    assert "Added: 1" in sign_ups.take(line, line)


def test_two_answers_on_one_day_are_refused(sign_ups: Files) -> None:
    said = sign_ups.refuse(
        "C86001,proactive-care,,signed,2020-05-22,,,",
        "C86001,proactive-care,care-homes,declined,2020-05-22,,,",
    )
    assert "line 3: says something else than line 2" in said
    assert "nothing was changed" in said
    assert answers() == []


def test_the_order_of_files_does_not_count(sign_ups: Files) -> None:
    lines = [
        "C86001,proactive-care,,signed,2020-05-22,,,150",
        "C86001,proactive-care,care-homes,declined,2020-05-29,,,",
        "C86001,proactive-care,care-homes,signed,2020-07-01,2020-07-06,,155",
    ]
    results = set()
    for order in permutations(lines):
        SignUp.objects.all().delete()
        RegisterCount.objects.all().delete()
        for line in order:
            sign_ups.take(line)
        results.add((tuple(answers()), tuple(registers())))
    assert len(results) == 1


def test_a_blank_register_clears_nothing(sign_ups: Files) -> None:
    sign_ups.take("C86001,proactive-care,,signed,2020-05-22,,,150")
    sign_ups.take("C86001,proactive-care,,signed,2020-05-22,,,")
    assert [row[3] for row in registers()] == [150]


def test_another_register_on_the_same_day_corrects(sign_ups: Files) -> None:
    sign_ups.take("C86001,proactive-care,,signed,2020-05-22,,,150")
    said = sign_ups.take("C86001,proactive-care,,signed,2020-05-22,,,155")
    assert [row[3] for row in registers()] == [155]
    assert "Changed: 1" in said


def test_two_registers_in_one_file_are_refused(sign_ups: Files) -> None:
    said = sign_ups.refuse(
        "C86001,proactive-care,care-homes,signed,2020-05-22,,,150",
        "C86002,proactive-care,,signed,2020-05-22,,,90",
        "C86001,proactive-care,proactive-care,signed,2020-05-29,,,155",
    )
    assert "line 4, register: 155 is another register than 150 on line 2" in said
    assert "1 mistake" in said
    assert registers() == []


def test_every_bad_row_is_named_with_what_is_allowed(sign_ups: Files) -> None:
    said = sign_ups.refuse(
        "C86001,proactive-care,,signed,2020-05-22,,,150",
        "C86999,proactive-care,,signed,2020-05-22,,,",
        "U72999,proactive-care,,signed,2020-05-22,,,",
        "C86001,proactive-cure,,signed,2020-05-22,,,",
        "C86001,proactive-care,carehomes,signed,2020-05-22,,,",
        "C86001,proactive-care,,maybe,2020-05-22,,,",
        "C86001,proactive-care,,signed,22/05/2020,,,",
        "C86001,proactive-care,,signed,2020-05-22,2020-07-01,2020-06-30,",
        "C86001,proactive-care,,signed,2020-05-22,,,1.5",
        "C86001,proactive-care,,signed,2020-05-22,,,1000001",
    )
    assert "9 mistakes, nothing was changed" in said
    assert "line 3, practice_code: “C86999” is not on record" in said
    assert "import_practices" in said
    assert "line 4, practice_code: U72999 is a primary care network" in said
    assert "line 5, specification: no specification is called “proactive-cure”" in said
    assert "Approved: coordinated-care, covid-costs" in said
    assert "line 6, element: proactive-care has no element “carehomes”" in said
    assert "proactive-care, care-homes" in said
    assert "line 7, response: 'maybe' is not allowed" in said
    assert "line 8, responded_on: '22/05/2020' is not a date" in said
    assert "line 9, to: 2020-06-30 is before 2020-07-01" in said
    assert "line 10, register: 1.5 is not a whole number" in said
    assert "line 11, register: 1,000,001 is more than 1,000,000" in said
    assert answers() == []
    assert registers() == []


def test_an_unknown_column_is_refused(files: Files) -> None:
    said = files.of("import_sign_ups", HEADINGS + ",comment").refuse(
        "C86001,proactive-care,,signed,2020-05-22,,,,yes"
    )
    assert "comment: is not a column of this file" in said


def test_a_specification_nobody_approved_is_refused(year: Year, sign_ups: Files) -> None:
    text = SpecificationVersion.objects.get(code="proactive-care").text
    new = text.replace('code = "proactive-care"', 'code = "next-care"', 1)
    line = "C86001,next-care,,signed,2020-05-22,,,"
    assert "no specification is called “next-care”" in sign_ups.refuse(line)
    publish_specification(text=new, by=year.publisher)
    said = sign_ups.refuse(line)
    assert "no version of “next-care” has been approved" in said
    assert "Publish and approve it first" in said


def test_the_version_of_that_month_is_named(year: Year, sign_ups: Files) -> None:
    first = SpecificationVersion.objects.get(code="proactive-care")
    text = first.text.replace('version = "2020-21.4"', 'version = "2020-21.5"').replace(
        "in_force = 2020-04-01", "in_force = 2020-09-01"
    )
    assert text.count("2020-09-01") > first.text.count("2020-09-01")
    version, _ = publish_specification(text=text, by=year.publisher)
    agreed(version, year.publisher)
    approve_specification(
        version=version, minuted=MINUTED, by=User.objects.get(email="seconded@nhs.example")
    )
    sign_ups.take(
        "C86001,proactive-care,care-homes,signed,2020-03-20,,,",  # before any: the first
        "C86002,proactive-care,care-homes,signed,2020-08-31,,,",
        "C86003,proactive-care,care-homes,signed,2020-09-01,,,",
    )
    versions = dict(SignUp.objects.values_list("practice__code", "version__version"))
    assert versions == {"C86001": "2020-21.4", "C86002": "2020-21.4", "C86003": "2020-21.5"}


def test_a_practice_answers_for_itself_and_nobody_else() -> None:
    own = Organisation.objects.get(code="C86001")
    someone = a_person("sara@nhs.example")
    RoleMembership.objects.create(
        person=someone, role=Role.PRACTICE, organisation=own, starts_on=date(2020, 4, 1)
    )

    def answer(code: str, by: User) -> None:
        day = date(2020, 5, 22)
        row = SignUpRow(None, code, "proactive-care", "", SignUp.Response.SIGNED, day)
        with as_if_today(day):
            accept_sign_ups(rows=[row], by=by)

    answer("C86001", someone)
    assert len(answers()) == 2
    with pytest.raises(PermissionDenied, match="Only C86002"):
        answer("C86002", someone)
    with pytest.raises(PermissionDenied):
        answer("C86002", a_person("finn@nhs.example", Role.FINANCE))
    answer("C86002", a_person("pat@nhs.example", Role.PRIMARY_CARE))
    assert len(answers()) == 4


def test_who_did_it_is_on_record(sign_ups: Files) -> None:
    line = "C86001,proactive-care,care-homes,signed,2020-05-22,,,150"
    sign_ups.take(line)
    noted = AuditEvent.objects.filter(event="sign-up added").get()
    assert noted.by.email == "console"
    assert "C86001" in noted.about
    sign_ups.take(line.replace("signed", "declined"), by="published@nhs.example")
    assert AuditEvent.objects.get(event="sign-up changed").by.email == "published@nhs.example"
    assert "nobody has the e-mail address" in sign_ups.refuse(line, by="no@nhs.example")


def test_without_an_audit_trail_nothing_is_saved(sign_ups: Files) -> None:
    break_the_audit_trail_at("register count added")
    with pytest.raises(IntegrityError, match="broken"):
        sign_ups.take("C86001,proactive-care,,signed,2020-05-22,,,150")
    assert answers() == []
    assert registers() == []


def test_the_help_gives_an_example_that_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        call_command("import_sign_ups", "--help")
    example = capsys.readouterr().out.split("Example:\n")[1].split("\n\n")[0]
    path = tmp_path / "example.csv"
    path.write_text("\n".join(line.strip() for line in example.splitlines()) + "\n")
    call_command("import_sign_ups", str(path))
    assert len(answers()) == 3
