"""Samples of paid claims: drawn at random, kept so that they can be drawn again, verified."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from commissioning.models import AuditEvent, Organisation, Role, User
from payments.actions.claim_samples import draw_sample, verify_claim
from payments.models import Claim, ClaimSample, SampledClaim
from payments.rules.claim_checks import drawn
from payments.selectors.claim_samples import claims_to_draw_from, drawn_in, samples
from tests.factories.years import Year, a_person
from tests.integration.payments.claims.conftest import a_line, acting_for, decide, sent

DAYS = range(1, 7)


@pytest.fixture
def paid(year: Year, practice: Organisation, manager: User, decider: User) -> list[Claim]:
    """Five paid claims; a sixth is allowed, and a seventh waits."""
    lines = [a_line(category="consumables", incurred_on=date(2020, 6, day)) for day in DAYS]
    claims = sent(practice, manager, *lines)
    for claim in claims[:5]:
        decide(claim, decider)
    year.approved("2020-09")
    decide(claims[5], decider)
    sent(practice, manager, a_line())
    return claims[:5]


def test_only_paid_claims_are_drawn_from(paid: list[Claim]) -> None:
    assert claims_to_draw_from() == [each.reference for each in paid]


def test_a_sample_can_be_drawn_again_from_what_is_kept(paid: list[Claim], decider: User) -> None:
    sample = draw_sample(size=2, by=decider)

    chosen = [each.claim.reference for each in drawn_in(sample)]
    assert chosen == list(drawn(sample.seed, sample.size, sample.drawn_from))
    assert sample.drawn_from == [each.reference for each in paid]
    assert len(chosen) == 2
    event = AuditEvent.objects.get(event="claims drawn for verification")
    assert event.details["references"] == chosen
    assert event.details["seed"] == sample.seed


def test_seeds_differ_and_no_claim_is_drawn_twice(paid: list[Claim], decider: User) -> None:
    first, second = draw_sample(size=2, by=decider), draw_sample(size=3, by=decider)

    assert first.seed != second.seed
    every = [each.claim_id for each in (*drawn_in(first), *drawn_in(second))]
    assert sorted(every) == sorted(each.pk for each in paid)
    with pytest.raises(ValidationError, match="No paid claim is left"):
        draw_sample(size=1, by=decider)


@pytest.mark.parametrize("size", [0, -1, 6])
def test_the_size_is_that_of_some_of_the_paid_claims(
    paid: list[Claim], decider: User, size: int
) -> None:
    with pytest.raises(ValidationError, match=f"a number from 1 to {len(paid)}"):
        draw_sample(size=size, by=decider)
    assert not ClaimSample.objects.exists()


@pytest.mark.usefixtures("paid")
def test_verifying_says_what_was_seen_by_whom(decider: User) -> None:
    one, two = drawn_in(draw_sample(size=2, by=decider))

    verify_claim(drawn=one, verified=True, note="Rota and invoice agree", by=decider)
    verify_claim(drawn=two, verified=False, note="No rota for that week", by=decider)

    (sample,) = samples()
    assert (sample.done, sample.failed) == (2, 1)
    failed = SampledClaim.objects.get(outcome="failed")
    assert (failed.claim, failed.verified_by) == (two.claim, decider)
    assert failed.verified_on == date(2020, 9, 1)
    event = AuditEvent.objects.get(event="claim not verified")
    assert (event.reason, event.organisation) == ("No rota for that week", two.claim.practice)
    with pytest.raises(PermissionDenied, match="is verified already"):
        verify_claim(drawn=two, verified=True, note="It came after all", by=decider)


@pytest.mark.parametrize(
    ("note", "why"), [(" ", "what the evidence showed"), ("of 943 476 5919", "NHS number")]
)
def test_a_note_is_needed_and_names_no_patient(
    paid: list[Claim], decider: User, note: str, why: str
) -> None:
    (one,) = drawn_in(draw_sample(size=1, by=decider))

    with pytest.raises(ValidationError, match=why):
        verify_claim(drawn=one, verified=True, note=note, by=decider)

    one.refresh_from_db()
    assert one.outcome == ""
    assert one.claim in paid


def test_nobody_verifies_a_claim_they_entered(
    year: Year, practice: Organisation, decider: User
) -> None:
    """Not even somebody of the team who entered it for the practice."""
    another = a_person("beth@nhs.example", Role.PRIMARY_CARE)
    (claim,) = sent(practice, another)
    decide(claim, decider)
    year.approved("2020-09")
    (one,) = drawn_in(draw_sample(size=1, by=decider))

    with pytest.raises(PermissionDenied, match="You entered Claim C86001-001"):
        verify_claim(drawn=one, verified=True, note="Mine", by=another)
    with pytest.raises(IntegrityError, match="nobody_verifies_a_claim_they_entered"):
        SampledClaim.objects.filter(pk=one.pk).update(
            outcome="verified", note="Mine", verified_by=another, verified_on=date(2020, 9, 1)
        )


def test_drawing_and_verifying_are_the_teams(
    paid: list[Claim], practice: Organisation, decider: User, manager: User
) -> None:
    (one,) = drawn_in(draw_sample(size=1, by=decider))
    both = acting_for(practice, "bo@nhs.example")
    both.roles.create(role=Role.PRIMARY_CARE, starts_on=date(2016, 4, 1))

    for person in (manager, a_person("finn@nhs.example", Role.FINANCE)):
        with pytest.raises(PermissionDenied, match="Only the CCG's primary care team draws"):
            draw_sample(size=1, by=person)
        with pytest.raises(PermissionDenied, match="Only the CCG's primary care team verifies"):
            verify_claim(drawn=one, verified=True, note="Seen", by=person)
    with pytest.raises(PermissionDenied, match="You act for C86"):
        verify_claim(drawn=one, verified=True, note="Seen", by=both)
    assert one.claim in paid
