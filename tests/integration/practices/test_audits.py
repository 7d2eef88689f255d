"""Auditing registers: the worklist, exact bars, corrections, and sending for a decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commissioning.models import AuditEvent, Organisation, Role, RoleMembership, User
from practices.actions.audits import enter_audits, refer_audit
from practices.models import AuditReferral, RegisterCount
from practices.selectors.audits import audit_day, audit_days, audited_practices, positions, progress
from tests.factories.files import break_the_audit_trail_at
from tests.factories.years import Year, a_person

pytestmark = pytest.mark.django_db
DAY = date(2021, 1, 4)
SPOT = RegisterCount.Kind.SPOT


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)


@pytest.fixture
def dina(year: Year) -> User:  # noqa: ARG001
    return a_person("dina@nhs.example", Role.DATA_QUALITY)


@pytest.fixture
def large(year: Year) -> Organisation:
    """A practice with 12,001 on its list: 241 are enough, 240 are not."""
    return year.a_practice("C86010", "LARGE PRACTICE", 12_001)


def enter(by: User, counts: dict[Organisation, int], **more: Any) -> Any:
    said = {"specification": "proactive-care", "counted_on": DAY} | more
    return enter_audits(counts=counts, by=by, **said)


def found(practice: Organisation) -> Any:
    audit = audit_day("proactive-care", DAY)
    assert audit is not None
    return positions(audit, [practice])[0]


@pytest.mark.usefixtures("year")
def test_the_specification_says_on_which_days_registers_are_audited() -> None:
    days = [(each.specification, each.day, each.percent) for each in audit_days()]
    assert days == [
        ("proactive-care", date(2021, 1, 4), 2),
        ("proactive-care", date(2021, 4, 5), 2),
    ]


def test_240_of_12001_fails_and_241_passes(dina: User, large: Organisation) -> None:
    assert (found(large).needed, found(large).passes) == (241, None)
    enter(dina, {large: 240})
    assert found(large).passes is False
    enter(dina, {large: 241}, reason="One patient was coded late")
    assert found(large).passes is True


def test_a_practice_without_a_list_neither_passes_nor_fails(dina: User, year: Year) -> None:
    practice = year.a_practice("C86011", "NO LIST", None)
    enter(dina, {practice: 100})
    assert (found(practice).needed, found(practice).passes) == (None, None)


def test_a_correction_needs_a_reason_and_leaves_both_numbers(
    dina: User, large: Organisation
) -> None:
    enter(dina, {large: 240})
    with pytest.raises(ValidationError, match="C86010 is corrected"):
        enter(dina, {large: 241})
    enter(dina, {large: 240})  # the same number is no correction
    enter(dina, {large: 241}, reason="Counted again")
    event = AuditEvent.objects.get(event="audit corrected")
    assert (event.reason, event.details) == ("Counted again", {"was": 240, "now": 241})


def test_nobody_audits_a_practice_they_work_for(dina: User, large: Organisation) -> None:
    other = Organisation.objects.get(code="C86001")
    RoleMembership.objects.create(
        person=dina, role=Role.PRACTICE, organisation=large, starts_on=date(2020, 4, 1)
    )
    with pytest.raises(PermissionDenied, match="You work for C86010"):
        enter(dina, {other: 150, large: 240})
    assert not RegisterCount.objects.exists()
    enter(dina, {other: 150})


def test_counts_are_not_entered_before_their_day(dina: User, large: Organisation) -> None:
    with pytest.raises(ValidationError, match="5 April 2021"):
        enter(dina, {large: 240}, counted_on=date(2021, 4, 5))


def test_a_spot_check_stands_beside_the_audit(dina: User, large: Organisation) -> None:
    enter(dina, {large: 241})
    enter(dina, {large: 200}, kind=SPOT)
    assert found(large).count.patients == 241
    assert RegisterCount.objects.get(kind=SPOT).source == "spot check, 4 January 2021"


def test_a_short_count_is_sent_for_a_decision_once(dina: User, large: Organisation) -> None:
    enter(dina, {large: 240})
    count = RegisterCount.objects.get()
    referral = refer_audit(count=count, note="One short", by=dina)
    assert (referral.referred_by, referral.referred_on) == (dina, date(2021, 2, 15))
    with pytest.raises(PermissionDenied, match="sent for a decision already"):
        refer_audit(count=count, note="", by=dina)


def test_a_declared_count_is_not_sent_for_a_decision(dina: User, year: Year) -> None:
    practice = Organisation.objects.get(code="C86001")
    year.signs(practice)
    with pytest.raises(PermissionDenied, match="A practice declared"):
        refer_audit(count=RegisterCount.objects.get(), note="", by=dina)


def test_without_the_audit_trail_nothing_is_saved(dina: User, large: Organisation) -> None:
    enter(dina, {large: 240})
    break_the_audit_trail_at("audit sent for a decision")
    with pytest.raises(Exception, match="broken"):
        refer_audit(count=RegisterCount.objects.get(), note="", by=dina)


def test_the_worklist_holds_who_was_commissioned_on_the_day(dina: User, year: Year) -> None:
    gone = year.a_practice("C86012", "GONE", 5_000)
    gone.memberships.update(ends_on=date(2020, 12, 31))
    audit = audit_day("proactive-care", DAY)
    assert audit is not None
    codes = [each.code for each in audited_practices(dina, audit)]
    assert codes == ["C86001", "C86002", "C86003"]
    assert not audited_practices(year.preparer, audit).exists()


def test_progress_counts_what_is_there(dina: User, year: Year, large: Organisation) -> None:
    audit = audit_day("proactive-care", DAY)
    assert audit is not None
    enter(dina, {large: 240, Organisation.objects.get(code="C86001"): 149})
    refer_audit(count=RegisterCount.objects.get(practice=large), note="", by=dina)
    here = progress(audit, audited_practices(dina, audit))
    assert (here.practices, here.counted, here.short, here.referred) == (4, 2, 1, 1)
    assert AuditReferral.objects.count() == 1
    assert year.network


def test_the_number_of_queries_does_not_grow(
    dina: User, year: Year, django_assert_max_num_queries: Any
) -> None:
    audit = audit_day("proactive-care", DAY)
    assert audit is not None
    for number in range(20, 32):
        year.a_practice(f"C860{number}", f"PRACTICE {number}")
    with django_assert_max_num_queries(4):
        assert progress(audit, audited_practices(dina, audit)).practices == 15
