"""Registers from files: declared by practices, found by audits."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from commissioning.models import Organisation, Role, RoleMembership
from practices.actions.register_counts import RegisterRow, record_register_counts
from practices.models import RegisterCount
from tests.factories.files import Files, events, rows
from tests.factories.years import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("year")]

HEADINGS = "practice_code,specification,counted_on,patients,kind"


@pytest.fixture
def counts(files: Files) -> Files:
    return files.of("import_register_counts", HEADINGS)


def kept() -> list[tuple[object, ...]]:
    return rows(RegisterCount, "practice__code", "counted_on", "patients", "kind")


def test_declared_and_audited_counts_stand_side_by_side(counts: Files) -> None:
    said = counts.take(
        "C86001,proactive-care,2020-05-22,150,declared",
        "C86001,proactive-care,2021-01-04,140,audit",
        "C86001,proactive-care,2021-01-04,151,Declared",
    )
    assert kept() == [
        ("C86001", date(2020, 5, 22), 150, "declared"),
        ("C86001", date(2021, 1, 4), 140, "audit"),
        ("C86001", date(2021, 1, 4), 151, "declared"),
    ]
    assert "Note" not in said
    assert RegisterCount.objects.get(kind="audit").source == "audit, 4 January 2021"


def test_the_same_file_twice_changes_nothing(counts: Files) -> None:
    lines = ("C86001,proactive-care,2020-05-22,150,declared",)
    counts.take(*lines)
    before = events(RegisterCount)
    assert "Unchanged: 1" in counts.take(*lines)
    assert events(RegisterCount) == before


def test_another_number_for_the_same_day_corrects(counts: Files) -> None:
    counts.take("C86001,proactive-care,2021-01-04,140,audit")
    assert "Changed: 1" in counts.take("C86001,proactive-care,2021-01-04,149,audit")
    assert [row[2] for row in kept()] == [149]


def test_a_register_of_none_is_a_count(counts: Files) -> None:
    counts.take("C86001,proactive-care,2020-05-22,0,declared")
    assert [row[2] for row in kept()] == [0]


def test_an_audit_on_another_day_settles_nothing_and_says_so(counts: Files) -> None:
    said = counts.take("C86001,proactive-care,2020-11-10,140,audit")
    assert "no condition asks for an audit on that day" in said


def test_a_count_given_at_sign_up_is_left_as_it_was_noted(files: Files) -> None:
    files.of("import_sign_ups", "practice_code,specification,response,responded_on,register").take(
        "C86001,proactive-care,signed,2020-05-22,150"
    )
    counts = files.of("import_register_counts", HEADINGS)
    assert "Unchanged: 1" in counts.take("C86001,proactive-care,2020-05-22,150,declared")
    assert RegisterCount.objects.get().source == "sign-up form, 22 May 2020"
    counts.take("C86001,proactive-care,2020-05-22,151,declared")
    assert RegisterCount.objects.get().source == "declared, 22 May 2020"


def test_every_bad_row_is_named(counts: Files) -> None:
    said = counts.refuse(
        "C86001,proactive-care,2021-01-04,140,audit",
        "C86001,proactive-care,2021-01-04,141,audit",
        "C86999,proactive-care,2021-01-04,140,audit",
        "C86001,other,2021-01-04,140,audit",
        "C86001,proactive-care,,140,audit",
        "C86001,proactive-care,2021-01-04,-1,audit",
        "C86001,proactive-care,2021-01-04,140,guess",
    )
    assert "6 mistakes" in said
    assert "line 3: says something else than line 2 about the same practice, specification" in said
    assert "line 4, practice_code" in said
    assert "line 5, specification" in said
    assert "line 6, counted_on: is blank" in said
    assert "line 7, patients: -1 is below 0" in said
    assert "line 8, kind: 'guess' is not allowed. Write one of: declared, audit, spot" in said
    assert kept() == []


def test_a_practice_declares_and_the_data_quality_team_audits() -> None:
    own = Organisation.objects.get(code="C86001")
    sara, dina = a_person("sara@nhs.example"), a_person("dina@nhs.example", Role.DATA_QUALITY)
    RoleMembership.objects.create(
        person=sara, role=Role.PRACTICE, organisation=own, starts_on=date(2020, 4, 1)
    )
    kinds = RegisterCount.Kind

    def row(kind: RegisterCount.Kind, code: str = "C86001") -> list[RegisterRow]:
        return [RegisterRow(None, code, "proactive-care", date(2021, 1, 4), 140, kind)]

    record_register_counts(rows=row(kinds.DECLARED), by=sara)
    record_register_counts(rows=row(kinds.AUDIT), by=dina)
    with pytest.raises(PermissionDenied, match="data quality team"):
        record_register_counts(rows=row(kinds.AUDIT), by=sara)
    with pytest.raises(PermissionDenied, match="declare its register"):
        record_register_counts(rows=row(kinds.DECLARED), by=dina)
    with pytest.raises(PermissionDenied, match="Only C86002"):
        record_register_counts(rows=row(kinds.DECLARED, "C86002"), by=sara)
