from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from commissioning.models import Organisation, Role, RoleMembership, User
from payments.actions.claim_sheets import save_claim_draft, send_claims
from payments.actions.decisions import DecisionRow, record_decisions
from payments.models import Claim, ClaimSheet, Decision
from payments.rules.claim_checks import CostLine
from tests.factories.years import SPECIFICATIONS, Year, a_person

IN_TIME = date(2020, 9, 1)


@pytest.fixture
def on(settings: Any) -> Callable[[date], None]:
    """Make it another day."""

    def become(day: date) -> None:
        settings.COMMISSIONING_TODAY = day

    become(IN_TIME)
    return become


@pytest.fixture
def year(db: None, on: Callable[[date], None]) -> Year:  # noqa: ARG001
    """Two practices under the four specifications, on 1 September 2020."""
    found = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        found.a_practice(code, f"PRACTICE {code}")
    return found


@pytest.fixture
def practice(year: Year) -> Organisation:  # noqa: ARG001
    return Organisation.objects.get(code="C86001")


@pytest.fixture
def manager(practice: Organisation) -> User:
    """Gina, who acts for C86001."""
    return acting_for(practice, "gina@nhs.example")


@pytest.fixture
def decider(year: Year) -> User:
    return year.publisher


def acting_for(practice: Organisation, email: str) -> User:
    person = a_person(email)
    RoleMembership.objects.create(
        person=person, role=Role.PRACTICE, organisation=practice, starts_on=date(2016, 4, 1)
    )
    return person


def a_line(**other: object) -> CostLine:
    said = {
        "category": "care-home-partner",
        "incurred_on": date(2020, 6, 3),
        "quantity": Decimal(3),
        "unit_cost": Decimal("310.00"),
        "other_funding": Decimal("0.00"),
        "description": "Extra sessions for two homes",
    } | other
    return CostLine(**said)  # type: ignore[arg-type]


def a_draft(practice: Organisation, by: User, **other: Any) -> ClaimSheet:
    said = {
        "number": uuid4(),
        "practice": practice,
        "specification": "covid-costs",
        "lines": [{"category": "care-home-partner", "quantity": "3"}],
        "edition": 0,
        "by": by,
    } | other
    return save_claim_draft(**said)


def sent(practice: Organisation, by: User, *lines: CostLine) -> list[Claim]:
    """Claims sent on one form."""
    return send_claims(
        sheet=a_draft(practice, by),
        lines=lines or [a_line()],
        declares=["It has not been claimed elsewhere"],
        declared_by="Gina Hart, practice manager",
        by=by,
    )


def decide(claim: Claim, by: User, outcome: str = "pay", figure: Decimal | None = None) -> None:
    record_decisions(
        rows=[
            DecisionRow(
                line=None,
                organisation_code=claim.practice.code,
                specification=claim.specification,
                kind=Decision.Kind.CLAIM,
                subject=claim.reference,
                outcome=Decision.Outcome(outcome),
                starts_on=None,
                ends_on=None,
                figure=figure,
                reason="The rota was seen",
                decided_by=f"{by}, primary care team",
                decided_on=date(2020, 9, 2),
            )
        ],
        by=by,
    )
