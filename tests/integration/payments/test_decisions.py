"""Decisions from files: by name, with a reason, about a matter the specification knows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied

from commissioning.models import AuditEvent, Role
from payments.actions.decisions import DecisionRow, record_decisions
from payments.models import Decision
from tests.factories.files import Files, break_the_audit_trail_at, events, rows
from tests.factories.years import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_four")]

HEADINGS = (
    "organisation_code,specification,kind,subject,outcome,from,to,figure,"
    "reason,decided_by,decided_on"
)
WHO = "Agreed in committee,A Example (CCG),2020-11-02"


@pytest.fixture
def decisions(files: Files) -> Files:
    return files.of("import_decisions", HEADINGS)


def with_a_claim(files: Files) -> Files:
    """Put a claim on record first."""
    files.of(
        "import_claims",
        "reference,practice_code,category,incurred_on,quantity,unit_cost,claimed_on",
    ).take("CLM-0001,C86001,consumables,2020-06-03,1,20.00,2020-08-20")
    return files.of("import_decisions", HEADINGS)


def kept() -> list[tuple[object, ...]]:
    return rows(
        Decision,
        "organisation__code",
        "kind",
        "subject",
        "outcome",
        "starts_on",
        "ends_on",
        "figure",
    )


def test_every_kind_is_taken(files: Files) -> None:
    decisions = with_a_claim(files)
    said = decisions.take(
        f"C86001,proactive-care,year-end,achievement,pay,,,,{WHO}",
        f"C86001,proactive-care,condition,compliance,met,,,,{WHO}",
        f"C86001,proactive-care,register,,agreed,2020-10-01,2020-12-31,140,{WHO}",
        f"C86001,proactive-care,hold,aspiration,agreed,2020-10-01,,,{WHO}",
        f"C86001,proactive-care,release,aspiration,agreed,2020-11-01,,,{WHO}",
        f"C86001,coordinated-care,take-back,upfront,agreed,2017-09-01,,,{WHO}",
        f"C86001,proactive-care,stop-year,,agreed,,,,{WHO}",
        f"C86001,enhanced-health-in-care-homes,opt-out,,agreed,,,,{WHO}",
        f"C86001,covid-costs,claim,CLM-0001,pay,,,15.00,{WHO}",
        f"C86001,proactive-care,adjustment,aspiration,agreed,2020-10-17,,-120.50,{WHO}",
        f"U72999,enhanced-health-in-care-homes,hold,premium,agreed,2020-10-01,,,{WHO}",
    )
    assert "Added: 11" in said
    year = (date(2020, 4, 1), date(2021, 3, 31))
    assert ("C86001", "year-end", "achievement", "pay", *year, None) in kept()
    assert ("C86001", "condition", "compliance", "met", *year, None) in kept()
    adjusted = ("agreed", date(2020, 10, 1), None, Decimal("-120.50"))
    assert ("C86001", "adjustment", "aspiration", *adjusted) in kept()
    assert "no audit of this register is on record" in said
    decision = Decision.objects.get(kind="hold", subject="premium")
    assert decision.organisation.code == "U72999"
    assert (decision.reason, decision.decided_by) == ("Agreed in committee", "A Example (CCG)")


def test_an_audit_on_record_needs_no_note(files: Files) -> None:
    files.of("import_register_counts", "practice_code,specification,counted_on,patients,kind").take(
        "C86001,proactive-care,2021-01-04,140,audit"
    )
    decisions = files.of("import_decisions", HEADINGS)
    said = decisions.take(f"C86001,proactive-care,register,,agreed,,,140,{WHO}")
    assert "Note" not in said


def test_the_same_file_twice_changes_nothing(decisions: Files) -> None:
    lines = (
        f"C86001,proactive-care,hold,aspiration,agreed,2020-10-01,,,{WHO}",
        f"C86001,proactive-care,year-end,achievement,pay,,,,{WHO}",
    )
    decisions.take(*lines)
    before = events(Decision), AuditEvent.objects.count()
    assert "Unchanged: 2" in decisions.take(*lines)
    assert (events(Decision), AuditEvent.objects.count()) == before


def test_the_latest_decision_on_a_matter_stands_in_any_order(decisions: Files) -> None:
    who = "A Example (CCG)"
    lines = [
        f"C86001,proactive-care,year-end,achievement,refuse,,,,No gateway,{who},2021-05-04",
        f"C86001,proactive-care,year-end,achievement,pay,2020-04-01,,,Found,{who},2021-05-20",
        f"C86001,proactive-care,condition,gateway,met,,,,Found,{who},2021-05-20",
    ]
    for order in permutations(lines):
        Decision.objects.all().delete()
        for line in order:
            decisions.take(line)
        assert [row[1:4] for row in kept()] == [
            ("condition", "gateway", "met"),
            ("year-end", "achievement", "pay"),
        ]


def test_the_same_day_corrects(decisions: Files) -> None:
    decisions.take(f"C86001,proactive-care,hold,aspiration,agreed,2020-10-01,,,{WHO}")
    said = decisions.take(
        f"C86001,proactive-care,hold,aspiration,agreed,2020-10-01,2020-11-30,,{WHO}"
    )
    assert "Changed: 1" in said
    assert [row[5] for row in kept()] == [date(2020, 11, 30)]


def test_every_bad_row_is_named_with_what_is_allowed(files: Files) -> None:
    decisions = with_a_claim(files)
    said = decisions.refuse(
        f"C86001,covid-costs,claim,CLM-0009,pay,,,,{WHO}",
        f"C86002,covid-costs,claim,CLM-0001,pay,,,,{WHO}",
        f"C86001,enhanced-health-in-care-homes,hold,premium,agreed,2020-10-01,,,{WHO}",
        f"U72999,proactive-care,hold,aspiration,agreed,2020-10-01,,,{WHO}",
        f"C86001,proactive-care,hold,aspiration,agreed,,,,{WHO}",
        f"C86001,proactive-care,hush,aspiration,agreed,,,,{WHO}",
        f"C86001,nothing,hold,aspiration,agreed,2020-10-01,,,{WHO}",
        "C86001,proactive-care,stop-year,,agreed,,,,,A Example (CCG),2020-11-02",
        "C86001,proactive-care,stop-year,,agreed,,,,Reason,,2020-11-02",
        "C86001,proactive-care,stop-year,,agreed,,,,Reason,A Example (CCG),",
        "C86001,proactive-care,stop-year,,agreed,,,,About 943 476 5919,A Example (CCG),2020-11-02",
        f"C86001,proactive-care,register,,agreed,,,140,{WHO}",
        f"C86001,proactive-care,register,,agreed,,,141,{WHO}",
    )
    assert "12 mistakes" in said
    assert "line 2, subject: no claim “CLM-0009” is on record" in said
    assert "import_claims" in said
    assert "line 3, subject: “CLM-0001” is a claim of C86001 under covid-costs" in said
    assert "line 4, organisation_code: C86001 is a GP practice. Write the ODS code of a pri" in said
    assert "line 5, organisation_code: U72999 is a primary care network" in said
    assert "line 6, from: is blank, and hold needs it. Write the day" in said
    assert "line 7, kind: 'hush' is not allowed. Write one of: year-end, condition" in said
    assert "line 8, specification: no specification is called “nothing”" in said
    assert "line 9, reason: is blank" in said
    assert "line 10, decided_by: is blank" in said
    assert "line 11, decided_on: is blank" in said
    assert "line 12, reason: holds what looks like an NHS number" in said
    assert "line 14: says something else than line 13 about the same payee" in said
    assert kept() == []


def row() -> list[DecisionRow]:
    return [
        DecisionRow(
            None,
            "C86001",
            "proactive-care",
            Decision.Kind.STOP_YEAR,
            "",
            Decision.Outcome.AGREED,
            None,
            None,
            None,
            "Declined the summer",
            "A Example (CCG)",
            date(2020, 11, 2),
        )
    ]


def test_only_the_primary_care_team_decides() -> None:
    with pytest.raises(PermissionDenied, match="primary care team decides"):
        record_decisions(rows=row(), by=a_person("finn@nhs.example", Role.FINANCE))
    record_decisions(rows=row(), by=a_person("pat@nhs.example", Role.PRIMARY_CARE))
    noted = AuditEvent.objects.get(event="decision added")
    assert noted.reason == "Declined the summer"
    assert noted.by.email == "pat@nhs.example"


def test_without_an_audit_trail_nothing_is_saved(decisions: Files) -> None:
    break_the_audit_trail_at("decision added")
    with pytest.raises(Exception, match="broken"):
        decisions.take(f"C86001,proactive-care,stop-year,,agreed,,,,{WHO}")
    assert kept() == []
