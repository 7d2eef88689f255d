"""Protected amounts from files: one for each practice, service and first day, never twice a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from commissioning.models import Role
from payments.actions.protected_funding import ProtectedRow, protect_amounts
from payments.models import ProtectedSum
from tests.factories.files import Files, events, rows
from tests.factories.years import Year, a_person

pytestmark = pytest.mark.django_db

HEADINGS = "practice_code,service,annual_amount,from,to"
LES = "Care home enhanced service"


@pytest.fixture
def amounts(files: Files) -> Files:
    return files.of("import_protected_amounts", HEADINGS)


def kept() -> list[tuple[object, ...]]:
    return rows(
        ProtectedSum,
        "practice__code",
        "specification",
        "service",
        "annual_amount",
        "starts_on",
        "ends_on",
    )


@pytest.mark.usefixtures("all_four")
def test_an_amount_is_kept_under_the_specification_that_protects_it(amounts: Files) -> None:
    assert "Added: 1" in amounts.take(f"C86001,{LES},12000.00,2020-04-01,")
    assert kept() == [("C86001", "covid-costs", LES, Decimal(12000), date(2020, 4, 1), None)]


@pytest.mark.usefixtures("all_four")
def test_the_same_file_twice_changes_nothing_and_other_values_correct(amounts: Files) -> None:
    amounts.take(f"C86001,{LES},12000.00,2020-04-01,")
    before = events(ProtectedSum)
    assert "Unchanged: 1" in amounts.take(f'C86001,{LES},"12,000",2020-04-01,')
    assert events(ProtectedSum) == before
    assert "Changed: 1" in amounts.take(f"C86001,{LES},12500.00,2020-04-01,2020-12-31")
    assert [row[3:] for row in kept()] == [(Decimal(12500), date(2020, 4, 1), date(2020, 12, 31))]


@pytest.mark.usefixtures("all_four")
def test_a_new_amount_follows_the_one_that_is_ended_in_the_same_file(amounts: Files) -> None:
    amounts.take(f"C86001,{LES},12000.00,2020-04-01,")
    said = amounts.refuse(f"C86001,{LES},12500.00,2020-10-01,")
    assert "line 2, from: Care home enhanced service is protected from 2020-04-01" in said
    assert "Give the amount from 2020-04-01 a “to” before 2020-10-01" in said
    amounts.take(
        f"C86001,{LES},12500.00,2020-10-01,",
        f"C86001,{LES},12000.00,2020-04-01,2020-09-30",
        "C86001,Another service,600,2020-04-01,",
        f"C86002,{LES},12000.00,2020-04-01,",
    )
    assert len(kept()) == 4


@pytest.mark.usefixtures("all_four")
def test_every_bad_row_is_named(amounts: Files) -> None:
    said = amounts.refuse(
        f"C86001,{LES},12000.00,2020-04-01,",
        f"C86001,{LES},12001.00,2020-04-01,",
        f"C86999,{LES},12000.00,2020-04-01,",
        "C86002,,12000.00,2020-04-01,",
        f"C86002,{LES},-1,2020-04-01,",
        f"C86002,{LES},12000.00,2020-04-01,2020-03-31",
        "C86002,Visits to 943 476 5919,12000.00,2020-04-01,",
        f"C86002,{LES},12000.00,,",
    )
    assert "7 mistakes" in said
    assert "line 3: says something else than line 2 about the same practice, service" in said
    assert "line 4, practice_code" in said
    assert "line 5, service: is blank" in said
    assert "line 6, annual_amount: -1 is below 0" in said
    assert "line 7, to: 2020-03-31 is before 2020-04-01" in said
    assert "line 8, service: holds what looks like an NHS number" in said
    assert "line 9, from: is blank" in said
    assert kept() == []


def test_without_a_specification_that_protects_funding_none_is_taken(files: Files) -> None:
    Year(specifications=("proactive-care",)).a_practice("C86001", "PRACTICE")
    amounts = files.of("import_protected_amounts", HEADINGS)
    said = amounts.refuse(f"C86001,{LES},12000.00,2020-04-01,")
    assert "no approved specification pays protected local funding" in said
    assert "Publish and approve it first" in said


@pytest.mark.usefixtures("all_four")
def test_finance_and_the_primary_care_team_protect_funding() -> None:
    row = [ProtectedRow(None, "C86001", LES, Decimal(12000), date(2020, 4, 1))]
    with pytest.raises(PermissionDenied, match="finance protect"):
        protect_amounts(rows=row, by=a_person("dina@nhs.example", Role.DATA_QUALITY))
    protect_amounts(rows=row, by=a_person("finn@nhs.example", Role.FINANCE))
    assert len(kept()) == 1
