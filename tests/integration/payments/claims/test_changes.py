"""Correcting, withdrawing and deciding claims, and what a run makes of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from commissioning.imports import FileRefusedError
from commissioning.models import AuditEvent, Organisation, Role, User
from payments.actions.claim_changes import add_evidence, correct_claim, withdraw_claim
from payments.actions.claims import ClaimRow, record_claims
from payments.models import Claim, Decision, PaymentLine
from payments.selectors.claims import (
    check_claims,
    claims_standing,
    claims_visible_to,
    lines_that_paid,
    visible_claim,
)
from tests.factories.years import Year, a_person
from tests.integration.payments.claims.conftest import a_line, acting_for, decide, sent


def state(claim: Claim, by: User) -> str:
    found = visible_claim(by, claim.reference)
    assert found is not None
    return str(found.state)  # type: ignore[attr-defined]


def test_a_correction_that_asks_for_no_more_keeps_its_day(
    practice: Organisation, manager: User, on: Callable[[date], None]
) -> None:
    (claim,) = sent(practice, manager)
    on(date(2020, 9, 20))

    claim = correct_claim(claim=claim, line=a_line(quantity=Decimal(2)), by=manager)

    assert (claim.quantity, claim.claimed_on) == (Decimal(2), date(2020, 9, 1))
    assert AuditEvent.objects.filter(event="claim changed", by=manager).count() == 1


@pytest.mark.parametrize(
    "more",
    [
        {"quantity": Decimal(4)},
        {"category": "care-home-locum"},
        {"incurred_on": date(2020, 6, 4)},
    ],
)
def test_a_correction_that_asks_for_more_or_other_is_claimed_today(
    practice: Organisation, manager: User, on: Callable[[date], None], more: dict[str, object]
) -> None:
    (claim,) = sent(practice, manager)
    on(date(2020, 9, 20))

    claim = correct_claim(claim=claim, line=a_line(**more), by=manager)

    assert claim.claimed_on == date(2020, 9, 20)


def test_a_decided_claim_is_not_changed_under_its_decision(
    practice: Organisation, manager: User, decider: User
) -> None:
    (claim,) = sent(practice, manager)
    decide(claim, decider)

    with pytest.raises(PermissionDenied, match="This claim is decided"):
        correct_claim(claim=claim, line=a_line(quantity=Decimal(1)), by=manager)
    with pytest.raises(PermissionDenied, match="This claim is decided"):
        withdraw_claim(claim=claim, reason="Claimed twice", by=manager)
    with pytest.raises(FileRefusedError, match="“C86001-001” is decided, so it cannot be changed"):
        from_a_file(claim, by=decider, quantity=Decimal(9))

    claim.refresh_from_db()
    assert (claim.quantity, claim.withdrawn_on) == (Decimal(3), None)


def from_a_file(claim: Claim, *, by: User, quantity: Decimal) -> None:
    row = ClaimRow(
        2,
        claim.reference,
        claim.practice.code,
        "",
        claim.category,
        claim.incurred_on,
        quantity,
        claim.unit_cost,
        claim.other_funding,
        date(2020, 9, 1),
    )
    record_claims(rows=[row], by=by)


def test_once_the_decision_is_withdrawn_a_claim_can_be_corrected(
    practice: Organisation, manager: User, decider: User
) -> None:
    (claim,) = sent(practice, manager)
    decide(claim, decider)
    decide(claim, decider, "withdrawn")

    claim = correct_claim(claim=claim, line=a_line(quantity=Decimal(1)), by=manager)

    assert claim.quantity == 1
    assert claim.decided_by is None


def test_a_withdrawn_claim_stays_on_record_and_is_never_paid(
    year: Year, practice: Organisation, manager: User, decider: User
) -> None:
    (claim,) = sent(practice, manager)

    claim = withdraw_claim(claim=claim, reason=" It was  met by the network ", by=manager)

    assert (claim.withdrawn_by, claim.withdrawal) == (manager, "It was met by the network")
    assert state(claim, manager) == "withdrawn"
    assert claims_standing(practice, "covid-costs") == ()
    event = AuditEvent.objects.get(event="claim withdrawn")
    assert (event.reason, event.organisation) == ("It was met by the network", practice)
    with pytest.raises(FileRefusedError, match="C86001-001 is withdrawn: there is nothing to dec"):
        decide(claim, decider)
    with pytest.raises(FileRefusedError, match="“C86001-001” is withdrawn"):
        from_a_file(claim, by=decider, quantity=Decimal(9))
    with pytest.raises(PermissionDenied, match="This claim is withdrawn"):
        withdraw_claim(claim=claim, reason="Again", by=manager)
    Decision.objects.create(  # as though a decision had slipped by
        organisation=practice,
        specification="covid-costs",
        kind="claim",
        subject=claim.reference,
        outcome="pay",
        reason="-",
        decided_by="-",
        decided_on=date(2020, 9, 2),
    )
    year.approved("2020-09")
    assert not PaymentLine.objects.filter(kind="claim").exists()


def test_a_withdrawal_needs_a_reason_without_patients(
    practice: Organisation, manager: User
) -> None:
    (claim,) = sent(practice, manager)

    with pytest.raises(ValidationError, match="Say why"):
        withdraw_claim(claim=claim, reason="  ", by=manager)
    with pytest.raises(ValidationError, match="NHS number"):
        withdraw_claim(claim=claim, reason="was for 943 476 5919", by=manager)

    claim.refresh_from_db()
    assert claim.withdrawn_on is None


def test_another_practice_changes_and_sees_nothing(practice: Organisation, manager: User) -> None:
    (claim,) = sent(practice, manager)
    other = acting_for(Organisation.objects.get(code="C86002"), "olga@nhs.example")

    with pytest.raises(PermissionDenied, match="Only C86001"):
        withdraw_claim(claim=claim, reason="x", by=other)
    with pytest.raises(PermissionDenied, match="Only C86001"):
        correct_claim(claim=claim, line=a_line(), by=other)
    assert visible_claim(other, claim.reference) is None
    assert list(claims_visible_to(manager)) == [claim]
    for role in (Role.FINANCE, Role.PRIMARY_CARE):
        assert visible_claim(a_person(f"{role}@nhs.example", role), claim.reference) == claim
    assert not claims_visible_to(a_person("lou@nhs.example", Role.LMC)).exists()


def test_nobody_decides_a_claim_they_entered(practice: Organisation, decider: User) -> None:
    (claim,) = sent(practice, decider)

    with pytest.raises(FileRefusedError, match="You entered Claim C86001-001: another person"):
        decide(claim, decider)
    assert not Decision.objects.exists()
    with pytest.raises(IntegrityError, match="nobody_decides_a_claim_they_entered"):
        Claim.objects.filter(pk=claim.pk).update(decided_by=decider)


def test_nobody_decides_the_claims_of_their_own_practice(
    practice: Organisation, manager: User
) -> None:
    (claim,) = sent(practice, manager)
    both = acting_for(practice, "bo@nhs.example")
    both.roles.create(role=Role.PRIMARY_CARE, starts_on=date(2016, 4, 1))

    with pytest.raises(FileRefusedError, match="You act for C86"):
        decide(claim, both)


def test_a_decided_claim_is_paid_in_the_next_run_as_the_check_said(
    year: Year, practice: Organisation, manager: User, decider: User
) -> None:
    (claim,) = sent(practice, manager)
    assert check_claims(claims_visible_to(manager))[claim.reference].allowed == Decimal("578.00")
    assert state(claim, manager) == "waiting"

    decide(claim, decider)
    assert state(claim, manager) == "allowed"
    draft = year.prepared("2020-09")
    assert state(claim, manager) == "allowed"
    assert [each.calculation.run for each in lines_that_paid(claim)] == [draft]

    year.approved("2020-09")
    assert state(claim, manager) == "paid"
    (line,) = lines_that_paid(claim)
    assert (line.amount, line.kind) == (Decimal("578.00"), "claim")
    assert f"{line.for_month:%Y-%m}" == "2020-06"


def test_a_claim_refused_after_it_was_paid_is_taken_back(
    year: Year,
    practice: Organisation,
    manager: User,
    decider: User,
    on: Callable[[date], None],
) -> None:
    (claim,) = sent(practice, manager)
    decide(claim, decider)
    year.approved("2020-09")

    on(date(2020, 10, 1))
    decide(claim, decider, "refuse")
    year.approved("2020-10")

    recovery = PaymentLine.objects.get(calculation__run__month=date(2020, 10, 1), kind="recovery")
    assert recovery.amount == Decimal("-578.00")
    assert state(claim, manager) == "refused"


def test_claims_that_wait_are_checked_beside_others_that_wait(
    practice: Organisation, manager: User, decider: User
) -> None:
    first, second = sent(
        practice, manager, a_line(quantity=Decimal(2)), a_line(quantity=Decimal(1))
    )

    together = check_claims(claims_visible_to(manager))
    assert [together[each.reference].allowed for each in (first, second)] == [578, 0]

    decide(first, decider, "refuse")
    alone = check_claims(claims_visible_to(manager))
    assert alone[second.reference].allowed == Decimal("289.00")


def test_what_is_to_be_paid_uses_the_cap_up_before_what_waits(
    practice: Organisation, manager: User, decider: User
) -> None:
    first, second = sent(
        practice,
        manager,
        a_line(quantity=Decimal(2)),
        a_line(quantity=Decimal(2), incurred_on=date(2020, 6, 5)),
    )
    decide(second, decider)

    found = check_claims(claims_visible_to(manager))

    assert found[second.reference].allowed == Decimal("578.00")
    assert found[first.reference].allowed == 0


def test_evidence_is_added_at_any_time_by_the_practice(
    practice: Organisation, manager: User, decider: User
) -> None:
    (claim,) = sent(practice, manager)
    decide(claim, decider)
    other = acting_for(Organisation.objects.get(code="C86002"), "olga@nhs.example")

    def upload() -> list[SimpleUploadedFile]:
        return [SimpleUploadedFile("rota.csv", b"week,sessions\n23,3\n")]

    add_evidence(claim=claim, uploads=upload(), by=manager)
    with pytest.raises(PermissionDenied):
        add_evidence(claim=claim, uploads=upload(), by=other)

    assert [each.name for each in claim.files.all()] == ["rota.csv"]


def test_claims_ask_the_same_number_of_questions_however_many(
    practice: Organisation, manager: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    def ask() -> None:
        check_claims(claims_visible_to(manager))

    sent(practice, manager, a_line(), a_line(category="consumables"))
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        ask()
    sent(practice, manager, *[a_line(incurred_on=date(2020, 7, day)) for day in range(1, 13)])
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        ask()
