"""Who decides what about payments, and what a decision would change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from commissioning.domain.periods import Month
from commissioning.models import Organisation, Role, RoleMembership, User
from payments.actions.decisions import record_decisions
from payments.actions.trial_changes import rehearse_decision
from payments.engine.decision_rows import DecisionRow
from payments.models import Decision
from tests.factories.years import Year

DAY = date(2020, 6, 20)


@pytest.fixture(autouse=True)
def _the_day(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = DAY


@pytest.fixture
def year(db: None) -> Year:  # noqa: ARG001
    found = Year()
    found.signs(found.a_practice("C86001", "A PRACTICE"))
    found.approved("2020-04")
    return found


HOLD = DecisionRow(
    line=None,
    organisation_code="C86001",
    specification="proactive-care",
    kind=Decision.Kind.HOLD,
    subject="aspiration",
    outcome=Decision.Outcome.AGREED,
    starts_on=date(2020, 5, 1),
    ends_on=date(2020, 6, 30),
    figure=None,
    reason="Bank details are being checked",
    decided_by="Priya, finance",
    decided_on=DAY,
    committee="Primary Care Committee",
    minute="20/14",
)


def test_finance_holds_and_releases_and_decides_nothing_else(year: Year):
    record_decisions(rows=[HOLD], by=year.preparer)
    kept = Decision.objects.get()
    assert (kept.committee, kept.minute) == ("Primary Care Committee", "20/14")
    record_decisions(rows=[replace(HOLD, kind=Decision.Kind.RELEASE)], by=year.preparer)
    with pytest.raises(PermissionDenied, match="Finance holds and releases"):
        record_decisions(rows=[replace(HOLD, kind=Decision.Kind.TAKE_BACK)], by=year.preparer)


def test_nobody_decides_on_an_organisation_they_act_for(year: Year):
    RoleMembership.objects.create(
        person=year.publisher,
        role=Role.PRACTICE,
        organisation=Organisation.objects.get(code="C86001"),
        starts_on=date(2020, 4, 1),
    )
    with pytest.raises(PermissionDenied, match="You act for C86001"):
        record_decisions(rows=[HOLD], by=User.objects.get(pk=year.publisher.pk))
    assert not Decision.objects.exists()


def test_a_rehearsal_says_the_pounds_and_keeps_nothing(year: Year):
    found = rehearse_decision(row=HOLD, by=year.preparer)
    assert [(each.month, each.before, each.after) for each in found] == [
        (Month(2020, 5), Decimal("2115.55"), Decimal("0.00")),
        (Month(2020, 6), Decimal("2115.56"), Decimal("0.00")),
    ]
    assert "Bank details are being checked" in found[0].note
    assert not Decision.objects.exists()


def test_a_take_back_shows_what_would_be_recovered(year: Year):
    row = replace(
        HOLD, kind=Decision.Kind.TAKE_BACK, starts_on=date(2020, 4, 1), ends_on=date(2020, 4, 30)
    )
    (found,) = rehearse_decision(row=row, by=year.publisher)
    assert (found.month, found.difference) == (Month(2020, 4), Decimal("-2115.56"))


def test_a_rehearsal_asks_the_same_permission(year: Year):
    with pytest.raises(PermissionDenied, match="Finance holds and releases"):
        rehearse_decision(row=replace(HOLD, kind=Decision.Kind.TAKE_BACK), by=year.preparer)
