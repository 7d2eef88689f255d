"""Plans to pay back: who agrees them, and what runs then take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from commissioning.domain.periods import Month
from commissioning.models import AuditEvent, Organisation, Role, RoleMembership, User
from payments.actions.recoveries import approve_plan, end_plan, propose_plan
from payments.actions.runs import approve_run
from payments.engine.verify import not_reproduced
from payments.models import PaymentLine, PaymentRun, RecoveryPlan
from payments.selectors.lines import sentence
from payments.selectors.recoveries import owed_back_by
from tests.factories.years import Year

DAY = date(2020, 10, 12)


@pytest.fixture(autouse=True)
def _the_day(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = DAY


@pytest.fixture
def year() -> Year:
    return Year()


@pytest.fixture
def practice(year: Year) -> Organisation:
    """Paid to August; then three months are taken back, more than a month pays."""
    found = year.a_practice("C86001", "A PRACTICE")
    year.signs(found)
    for month in ("2020-04", "2020-05", "2020-06", "2020-07", "2020-08"):
        year.approved(month)
    year.decides(
        found,
        "take-back",
        "agreed",
        subject="aspiration",
        starts_on=date(2020, 6, 1),
        ends_on=date(2020, 8, 31),
        decided_on=date(2020, 9, 10),
    )
    return found


MONTHLY = Decimal("2115.55")  # September, the sixth of twelve
TAKEN_BACK = Decimal("6346.67")  # DOMAIN 4.4: C(5) - C(2)


def proposed(year: Year, practice: Organisation, **more: Any) -> RecoveryPlan:
    said = {
        "amount": TAKEN_BACK,
        "first": Month(2020, 9),
        "months": 6,
        "agreed_with": "Ann Example, practice manager",
        "reason": "To keep staff",
        "by": year.preparer,
    } | more
    return propose_plan(payee=practice, **said)


def debts(run: PaymentRun) -> list[Decimal]:
    return [each.amount for each in PaymentLine.objects.filter(calculation__run=run, kind="debt")]


@pytest.mark.django_db
class TestRuns:
    @pytest.mark.usefixtures("practice")
    def test_without_a_plan_everything_is_taken_at_once(self, year: Year):
        run = year.approved("2020-09")
        assert run.total == 0
        assert debts(run) == [TAKEN_BACK - MONTHLY]

    def test_with_one_a_run_takes_a_sixth_and_every_run_still_verifies(
        self, year: Year, practice: Organisation, settings: Any
    ):
        year.prepared("2020-09")
        assert owed_back_by(practice, DAY) == TAKEN_BACK
        approve_plan(plan=proposed(year, practice), by=year.approver)
        settings.COMMISSIONING_TODAY = date(2021, 3, 20)
        runs = [year.approved(f"{month}") for month in Month(2020, 9).through(Month(2021, 3))]
        parts = [Decimal(each) for each in ("1057.78", "1057.78", "1057.78", "1057.77")]
        september, october = runs[0], runs[1]
        assert september.total == MONTHLY - parts[0]
        assert debts(september) == [TAKEN_BACK - parts[0]]
        assert debts(october) == [-parts[1]]
        paid_back = sum((sum(debts(run)) for run in runs), start=TAKEN_BACK * 0)
        assert paid_back == 0
        assert owed_back_by(practice, DAY) == 0
        assert debts(runs[6]) == []
        line = PaymentLine.objects.get(calculation__run=october, kind="debt")
        assert "part 2 of 6 of the plan agreed with Ann Example" in sentence(line)
        for run in runs:
            assert list(not_reproduced(run)) == []

    def test_a_run_before_an_ended_plan_still_verifies(
        self, year: Year, practice: Organisation, settings: Any
    ):
        year.prepared("2020-09")
        plan = approve_plan(plan=proposed(year, practice), by=year.approver)
        september = year.approved("2020-09")
        end_plan(plan=plan, reason="The practice asked for it", by=year.preparer)
        settings.COMMISSIONING_TODAY = date(2020, 11, 2)
        october = year.approved("2020-10")
        assert october.total == 0  # all at once again
        assert list(not_reproduced(september)) == []
        assert list(not_reproduced(october)) == []

    def test_a_plan_approved_after_a_run_was_prepared_asks_for_another_preparation(
        self, year: Year, practice: Organisation
    ):
        run = year.prepared("2020-09")
        plan = proposed(year, practice)
        approve_plan(plan=plan, by=year.approver)
        with pytest.raises(PermissionDenied, match="prepare it again"):
            approve_run(run=run, by=year.approver)


@pytest.mark.django_db
class TestAgreeing:
    def test_a_proposal_changes_nothing(self, year: Year, practice: Organisation):
        year.prepared("2020-09")
        proposed(year, practice)
        assert year.approved("2020-09").total == 0

    def test_nobody_approves_their_own(self, year: Year, practice: Organisation):
        year.prepared("2020-09")
        plan = proposed(year, practice)
        with pytest.raises(PermissionDenied, match="You proposed this plan"):
            approve_plan(plan=plan, by=year.preparer)
        plan.approved_by, plan.approved_on = plan.proposed_by, DAY
        with pytest.raises(IntegrityError), transaction.atomic():
            plan.save()

    def test_only_finance_and_nobody_who_acts_for_the_payee(
        self, year: Year, practice: Organisation
    ):
        year.prepared("2020-09")
        with pytest.raises(PermissionDenied, match="Only finance agrees"):
            proposed(year, practice, by=year.publisher)
        RoleMembership.objects.create(
            person=year.preparer,
            role=Role.PRACTICE,
            organisation=practice,
            starts_on=date(2020, 4, 1),
        )
        with pytest.raises(PermissionDenied, match="You act for C86001"):
            proposed(year, practice, by=User.objects.get(pk=year.preparer.pk))

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"amount": Decimal("9000.00")}, "owes back 6,346.67"),
            ({"amount": Decimal("0.00")}, "above 0"),
            ({"months": 61}, "from 1 to 60"),
            ({"months": 0}, "from 1 to 60"),
            ({"amount": Decimal("0.05"), "months": 6}, "a penny or more"),
            ({"first": Month(2020, 8)}, "begin in 2020-09 or later"),
            ({"reason": " "}, "Enter why it is spread"),
            ({"agreed_with": ""}, "Enter who agreed it"),
            ({"reason": "NHS number 943 476 5919"}, "NHS number"),
        ],
    )
    def test_what_does_not_fit_is_named(
        self, year: Year, practice: Organisation, more: dict[str, Any], words: str
    ):
        year.prepared("2020-09")
        with pytest.raises(ValidationError) as refused:
            proposed(year, practice, **more)
        assert words in " ".join(refused.value.messages)
        assert not RecoveryPlan.objects.exists()

    @pytest.mark.usefixtures("practice")
    def test_a_payee_that_owes_nothing_has_no_plan(self, year: Year):
        other = year.a_practice("C86002", "ANOTHER")
        with pytest.raises(ValidationError, match="owes nothing back"):
            proposed(year, other)

    def test_one_plan_at_a_time_and_its_end_is_recorded(self, year: Year, practice: Organisation):
        year.prepared("2020-09")
        plan = proposed(year, practice)
        with pytest.raises(ValidationError, match="has a plan for some of these months"):
            proposed(year, practice)
        with pytest.raises(ValidationError, match="Enter why the plan ends"):
            end_plan(plan=plan, reason="", by=year.preparer)
        end_plan(plan=plan, reason="Agreed otherwise", by=year.preparer)
        with pytest.raises(PermissionDenied, match="ended already"):
            end_plan(plan=plan, reason="again", by=year.preparer)
        proposed(year, practice)
        said = set(AuditEvent.objects.values_list("event", flat=True))
        assert {"recovery plan proposed", "recovery plan ended"} <= said
