"""Claims from files: kept as claimed, one for each reference, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied

from commissioning.models import AuditEvent, Organisation, Role, RoleMembership
from payments.actions.claims import ClaimRow, record_claims
from payments.models import Claim
from tests.factories.files import Files, events, rows
from tests.factories.years import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_four")]

HEADINGS = (
    "reference,practice_code,specification,category,incurred_on,quantity,unit_cost,"
    "other_funding,claimed_on,description,evidence"
)


@pytest.fixture
def claims(files: Files) -> Files:
    return files.of("import_claims", HEADINGS)


def line(reference: str = "CLM-0001", **other: str) -> str:
    values = {
        "practice": "C86001",
        "specification": "",
        "category": "care-home-partner",
        "incurred": "2020-06-03",
        "quantity": "3",
        "cost": "310.00",
        "other": "",
        "claimed": "2020-08-20",
        "description": "Extra sessions",
        "evidence": "",
    } | other
    return ",".join([reference, *values.values()])


def kept() -> list[tuple[object, ...]]:
    return rows(Claim, "reference", "practice__code", "category", "quantity", "unit_cost")


def test_a_claim_is_kept_as_it_was_made(claims: Files) -> None:
    said = claims.take(line(other="12.50", evidence="Folder 4"))
    claim = Claim.objects.get()
    assert "Added: 1" in said
    assert claim.specification == "covid-costs"
    assert (claim.quantity, claim.unit_cost) == (Decimal(3), Decimal(310))
    assert claim.other_funding == Decimal("12.50")
    assert claim.incurred_on == date(2020, 6, 3)
    assert claim.claimed_on == date(2020, 8, 20)
    assert (claim.description, claim.evidence) == ("Extra sessions", "Folder 4")


def test_caps_and_windows_are_left_to_the_rules(claims: Files) -> None:
    said = claims.take(
        line("CLM-0001", quantity="40", cost="999.99"),
        line("CLM-0002", incurred="2019-01-01", claimed="2021-03-01"),
        line("CLM-0003", category="protective-equipment"),
    )
    assert "Added: 3" in said


def test_the_same_file_twice_changes_nothing(claims: Files) -> None:
    claims.take(line(), line("CLM-0002", quantity="1.25"))
    before = events(Claim), AuditEvent.objects.count()
    assert "Unchanged: 2" in claims.take(line(), line("CLM-0002", quantity="1.25"))
    assert (events(Claim), AuditEvent.objects.count()) == before


def test_the_same_day_corrects_and_a_later_one_supersedes_in_any_order(claims: Files) -> None:
    claims.take(line())
    assert "Changed: 1" in claims.take(line(quantity="2"))
    lines = [line(quantity="2"), line(quantity="1", claimed="2020-08-25")]
    for order in permutations(lines):
        Claim.objects.all().delete()
        for each in order:
            claims.take(each)
        assert [row[3] for row in kept()] == [Decimal(1)]


def test_a_reference_belongs_to_one_practice(claims: Files) -> None:
    claims.take(line())
    said = claims.refuse(
        line(practice="C86002", claimed="2020-08-30"),
        line("CLM-0002"),
        line("CLM-0002", practice="C86002", claimed="2020-08-30"),
    )
    assert "2 mistakes" in said
    assert "line 2, reference: “CLM-0001” is a claim of C86001" in said
    assert "line 4, reference: “CLM-0002” is a claim of C86001" in said
    assert "(on line 3)" in said


def test_a_cost_that_may_be_claimed_twice_is_pointed_out(claims: Files) -> None:
    claims.take(line())
    said = claims.take(line("CLM-0002"))
    assert "Note: Claim CLM-0002 of C86001 is for the same cost on the same day as CLM-0001" in said
    assert "Note" not in claims.take(line("CLM-0003", practice="C86002"))


@pytest.mark.parametrize("column", ["reference", "description", "evidence"])
def test_patients_stay_out(claims: Files, column: str) -> None:
    bad = "943 476 5919"
    said = claims.refuse(line(bad) if column == "reference" else line(**{column: f"For {bad}"}))
    assert f"line 2, {column}: holds what looks like an NHS number" in said
    assert kept() == []


def test_every_bad_row_is_named_with_what_is_allowed(claims: Files) -> None:
    said = claims.refuse(
        line("CLM-0001", category="biscuits"),
        line("CLM-0002", quantity="0"),
        line("CLM-0003", quantity="-1"),
        line("CLM-0004", cost="310.005"),
        line("CLM-0005", incurred=""),
        line("CLM-0006", practice="C86999"),
        line("CLM-0007", specification="proactive-care"),
        line("CLM-0008", specification="nothing"),
        line(""),
        line("CLM-0009", cost="99999999"),
        line("CLM-0010"),
        line("CLM-0010", quantity="2"),
        line("CLM-0011", description="DOB unknown"),
    )
    assert "12 mistakes" in said
    assert "line 2, category: covid-costs has no category “biscuits”" in said
    assert "Write one of: care-home-partner, care-home-locum" in said
    assert "line 3, quantity: is 0" in said
    assert "line 4, quantity: -1 is below 0" in said
    assert "line 5, unit_cost: 310.005 has more than 2 decimal places" in said
    assert "line 6, incurred_on: is blank" in said
    assert "line 7, practice_code" in said
    assert "line 8, specification: proactive-care pays no claims. Write one of: covid-costs" in said
    assert "line 9, specification: no specification is called “nothing”" in said
    assert "line 10, reference: is blank" in said
    assert "line 11, unit_cost: 99,999,999 is more than" in said
    assert "line 13: says something else than line 12 about the same claim" in said
    assert "line 14, description: speaks of a date of birth" in said
    assert kept() == []


def test_a_practice_claims_for_itself() -> None:
    someone = a_person("sara@nhs.example")
    RoleMembership.objects.create(
        person=someone,
        role=Role.PRACTICE,
        organisation=Organisation.objects.get(code="C86001"),
        starts_on=date(2020, 4, 1),
    )

    def claim(code: str, reference: str) -> list[ClaimRow]:
        return [
            ClaimRow(
                None,
                reference,
                code,
                "",
                "consumables",
                date(2020, 6, 3),
                Decimal(1),
                Decimal(20),
                Decimal(0),
                date(2020, 8, 20),
            )
        ]

    record_claims(rows=claim("C86001", "A-1"), by=someone)
    with pytest.raises(PermissionDenied, match="Only C86002"):
        record_claims(rows=claim("C86002", "A-2"), by=someone)
    record_claims(rows=claim("C86002", "A-2"), by=a_person("finn@nhs.example", Role.FINANCE))
    with pytest.raises(PermissionDenied):
        record_claims(rows=claim("C86002", "A-3"), by=a_person("lou@nhs.example", Role.LMC))
    assert len(kept()) == 2
