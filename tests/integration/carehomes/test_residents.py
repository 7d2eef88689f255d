"""Residents from files: counts of each home's residents by practice, on a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from carehomes.actions.residents import ResidentsRow, count_residents
from carehomes.models import ResidentCount
from commissioning.models import Organisation, Role, RoleMembership
from tests.factories.files import Files, events, rows
from tests.factories.years import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("year")]

HOME = "1-100000001"


@pytest.fixture
def residents(files: Files) -> Files:
    return files.of("import_residents", "location_id,practice_code,counted_on,residents")


def kept() -> list[tuple[object, ...]]:
    return rows(ResidentCount, "home__location_id", "practice__code", "counted_on", "residents")


def test_counts_are_kept_by_day(residents: Files) -> None:
    said = residents.take(
        f"{HOME},C86001,2020-06-01,31",
        f"{HOME},C86002,2020-06-01,12",
        f"{HOME},C86001,2020-09-01,0",
    )
    assert "Added: 3" in said
    assert kept() == [
        (HOME, "C86001", date(2020, 6, 1), 31),
        (HOME, "C86001", date(2020, 9, 1), 0),
        (HOME, "C86002", date(2020, 6, 1), 12),
    ]


def test_the_same_file_twice_changes_nothing_and_another_number_corrects(residents: Files) -> None:
    residents.take(f"{HOME},C86001,2020-06-01,31")
    before = events(ResidentCount)
    assert "Unchanged: 1" in residents.take(f"{HOME},C86001,2020-06-01,31")
    assert events(ResidentCount) == before
    assert "Changed: 1" in residents.take(f"{HOME},C86001,2020-06-01,30")
    assert [row[3] for row in kept()] == [30]


def test_every_bad_row_is_named(residents: Files) -> None:
    said = residents.refuse(
        f"{HOME},C86001,2020-06-01,31",
        f"{HOME},C86001,2020-06-01,30",
        "1-999999999,C86001,2020-06-01,31",
        f"{HOME},U10001,2020-06-01,31",
        f"{HOME},C86001,2020-06-31,31",
        f"{HOME},C86001,2020-07-01,some",
        f"{HOME},C86001,2020-07-01",
    )
    assert "6 mistakes" in said
    assert "line 3: says something else than line 2 about the same home, practice and day" in said
    assert "line 4, location_id" in said
    assert "line 5, practice_code: U10001 is a primary care network" in said
    assert "line 6, counted_on: '2020-06-31' is not a date" in said
    assert "line 7, residents: 'some' is not a number" in said
    assert "line 8, residents: is blank" in said
    assert kept() == []


def test_a_practice_counts_its_own_residents() -> None:
    someone = a_person("sara@nhs.example")
    RoleMembership.objects.create(
        person=someone,
        role=Role.PRACTICE,
        organisation=Organisation.objects.get(code="C86001"),
        starts_on=date(2020, 4, 1),
    )
    own, other = (
        ResidentsRow(None, HOME, code, date(2020, 6, 1), 5) for code in ("C86001", "C86002")
    )
    count_residents(rows=[own], by=someone)
    with pytest.raises(PermissionDenied, match="Only C86002"):
        count_residents(rows=[own, other], by=someone)
    assert len(kept()) == 1
