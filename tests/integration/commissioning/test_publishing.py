"""Drafts, the agreement to a variation, and the minute of an approval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from commissioning.models import (
    Agreement,
    Approval,
    AuditEvent,
    Organisation,
    Role,
    RoleMembership,
    SpecificationDraft,
    SpecificationVersion,
    User,
)
from commissioning.specifications.publishing.actions import (
    approve_specification,
    publish_specification,
)
from commissioning.specifications.publishing.agreement_actions import answer_variation
from commissioning.specifications.publishing.draft_actions import (
    discard_draft,
    draft_specification,
    publish_draft,
)
from commissioning.specifications.publishing.variations import (
    is_variation,
    missing_agreements,
    wanted_for,
)
from commissioning.specifications.schema import SpecificationError
from tests.factories.specifications import MINUTED, agreed
from tests.factories.years import a_person
from tests.unit.specifications import EXAMPLE

pytestmark = pytest.mark.django_db
TEXT = EXAMPLE.read_text()
LMC, DIRECTOR = Agreement.Party.LMC, Agreement.Party.DIRECTOR


@pytest.fixture(autouse=True)
def _the_day(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = date(2020, 9, 15)


@pytest.fixture
def anna() -> User:
    return a_person("anna@ccg.example", Role.PRIMARY_CARE)


@pytest.fixture
def ben() -> User:
    return a_person("ben@ccg.example", Role.PRIMARY_CARE)


@pytest.fixture
def network() -> Organisation:
    return Organisation.objects.create(
        code="U72999", kind=Organisation.Kind.PCN, name="4 DONCASTER PCN"
    )


@pytest.fixture
def director(network: Organisation) -> User:
    person = User.objects.create_user("leo@pcn.example")
    RoleMembership.objects.create(
        person=person, role=Role.PCN_DIRECTOR, organisation=network, starts_on=date(2016, 4, 1)
    )
    return person


@pytest.fixture
def variation(anna: User, ben: User, network: Organisation) -> SpecificationVersion:  # noqa: ARG001
    """Version 2 of a contract whose first version governs already."""
    first, _ = publish_specification(text=TEXT, by=anna)
    approve_specification(version=first, minuted=MINUTED, by=ben)
    text = TEXT.replace('version = "1"', 'version = "2"')
    return publish_specification(text=text, by=anna)[0]


# Drafts


def test_a_draft_is_published_by_whoever_prepared_it(anna: User, ben: User) -> None:
    draft = draft_specification(text=TEXT, reason="the first of its kind", by=anna)
    assert (draft.code, draft.version, draft.drafted_on) == ("small", "1", date(2020, 9, 15))
    assert not SpecificationVersion.objects.exists()
    with pytest.raises(PermissionDenied, match="Anna prepared this draft"):
        publish_draft(draft=draft, by=ben)
    version = publish_draft(draft=draft, by=anna)
    assert (version.text, version.reason) == (TEXT, "the first of its kind")
    assert not SpecificationDraft.objects.exists()
    events = AuditEvent.objects.order_by("pk").values_list("event", "reason")
    assert list(events) == [
        ("specification drafted", "the first of its kind"),
        ("specification published", "the first of its kind"),
    ]


def test_a_later_draft_of_the_same_version_takes_the_earlier_ones_place(
    anna: User, ben: User
) -> None:
    first = draft_specification(text=TEXT, by=anna)
    again = draft_specification(text=TEXT.replace("171.00", "172.00"), by=anna)
    assert first.pk == again.pk
    assert "172.00" in again.text
    assert draft_specification(text=TEXT, by=ben).pk != first.pk


def test_a_draft_can_be_thrown_away(anna: User, ben: User) -> None:
    draft = draft_specification(text=TEXT, by=anna)
    with pytest.raises(PermissionDenied):
        discard_draft(draft=draft, by=ben)
    discard_draft(draft=draft, by=anna)
    assert not SpecificationDraft.objects.exists()
    assert AuditEvent.objects.first().event == "specification draft thrown away"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (("171.00", "171.00000"), "amount"),
        (("A small specification", "For NHS number 943 476 5919"), "looks like an NHS number"),
        (("[", "[[[[[["), "is not TOML"),
    ],
)
def test_a_file_with_mistakes_is_no_draft(
    anna: User, change: tuple[str, str], mistake: str
) -> None:
    with pytest.raises(SpecificationError, match=mistake):
        draft_specification(text=TEXT.replace(*change), by=anna)
    assert not SpecificationDraft.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_version_that_is_published_cannot_be_drafted_again(anna: User) -> None:
    publish_specification(text=TEXT, by=anna)
    with pytest.raises(SpecificationError, match="version: small 1 is published already"):
        draft_specification(text=TEXT.replace("171.00", "172.00"), by=anna)


def test_only_the_primary_care_team_drafts() -> None:
    with pytest.raises(PermissionDenied, match="primary care team publishes"):
        draft_specification(text=TEXT, by=a_person("fin@ccg.example", Role.FINANCE))


# Agreement


def test_only_what_changes_a_contract_within_its_period_is_a_variation(
    variation: SpecificationVersion, anna: User
) -> None:
    assert is_variation(variation)
    first = SpecificationVersion.objects.get(version="1")
    assert not is_variation(first)
    assert wanted_for(first) == []
    next_year = TEXT.replace('version = "1"', 'version = "3"').replace("2020", "2026")
    version, _ = publish_specification(text=next_year.replace("2021", "2027"), by=anna)
    assert not is_variation(version)


def test_a_variation_is_approved_once_everybody_agrees(
    variation: SpecificationVersion, anna: User, ben: User, director: User, network: Organisation
) -> None:
    assert missing_agreements(variation) == ["the LMC", "the clinical director of 4 Doncaster PCN"]
    with pytest.raises(PermissionDenied, match="No agreement is on record from: the LMC, the cl"):
        approve_specification(version=variation, minuted=MINUTED, by=ben)
    lmc = a_person("lmc@lmc.example", Role.LMC)
    said = {"agrees": True, "person": "Fay Stone", "agreed_on": date(2020, 9, 10)}
    answer_variation(version=variation, party=LMC, by=lmc, **said)
    answer_variation(
        version=variation,
        party=DIRECTOR,
        pcn=network,
        agrees=False,
        person="Leo Birch",
        agreed_on=date(2020, 9, 10),
        reason="the rate is too low",
        by=director,
    )
    with pytest.raises(PermissionDenied, match="record from: the clinical director"):
        approve_specification(version=variation, minuted=MINUTED, by=ben)
    answer_variation(version=variation, party=DIRECTOR, pcn=network, by=director, **said)
    approved = approve_specification(version=variation, minuted=MINUTED, by=ben)
    assert approved.approved_by == ben
    assert [each.answer.person for each in wanted_for(approved) if each.answer] == ["Fay Stone"] * 2
    with pytest.raises(PermissionDenied, match="is approved: what was agreed to it stands"):
        answer_variation(version=variation, party=LMC, by=lmc, **said)
    assert AuditEvent.objects.filter(event="variation agreed").count() == 2
    assert AuditEvent.objects.get(event="variation not agreed").organisation == network
    assert anna.specification_approvals.count() == 0


def test_the_team_records_what_others_said_with_the_evidence(
    variation: SpecificationVersion, anna: User
) -> None:
    said = {"agrees": True, "person": "Fay Stone", "agreed_on": date(2020, 9, 10)}
    with pytest.raises(PermissionDenied, match="Say where the answer can be read"):
        answer_variation(version=variation, party=LMC, by=anna, **said)
    answer = answer_variation(
        version=variation, party=LMC, evidence="e-mail of 10 September", by=anna, **said
    )
    assert (answer.recorded_by, answer.evidence) == (anna, "e-mail of 10 September")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"agreed_on": date(2020, 9, 16)}, "16 September 2020 is still to come"),
        ({"agrees": False}, "Say why they do not agree"),
        ({"party": DIRECTOR}, "Only the clinical director of None"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    variation: SpecificationVersion, change: dict[str, Any], refusal: str
) -> None:
    lmc = a_person("lmc@lmc.example", Role.LMC)
    said = {"party": LMC, "agrees": True, "person": "Fay", "agreed_on": date(2020, 9, 10)}
    with pytest.raises(PermissionDenied, match=refusal):
        answer_variation(version=variation, by=lmc, **(said | change))
    assert not Agreement.objects.exists()


def test_nobody_answers_for_another(
    variation: SpecificationVersion, director: User, network: Organisation
) -> None:
    other = Organisation.objects.create(code="U1", kind=Organisation.Kind.PCN, name="OTHER")
    lmc = a_person("lmc@lmc.example", Role.LMC)
    fin = a_person("fin@ccg.example", Role.FINANCE)
    said = {"agrees": True, "person": "Somebody", "agreed_on": date(2020, 9, 10)}
    for by, party, pcn in (
        (director, LMC, None),
        (director, DIRECTOR, other),
        (lmc, DIRECTOR, network),
        (fin, LMC, None),
        (fin, DIRECTOR, network),
    ):
        with pytest.raises(PermissionDenied):
            answer_variation(version=variation, party=party, pcn=pcn, by=by, **said)
    assert not Agreement.objects.exists()


def test_no_agreement_is_asked_to_what_is_no_variation(anna: User) -> None:
    version, _ = publish_specification(text=TEXT, by=anna)
    lmc = a_person("lmc@lmc.example", Role.LMC)
    said = {"agrees": True, "person": "Fay", "agreed_on": date(2020, 9, 10)}
    with pytest.raises(PermissionDenied, match="needs no agreement from the LMC"):
        answer_variation(version=version, party=LMC, by=lmc, **said)


def test_the_database_refuses_half_an_answer(
    variation: SpecificationVersion, anna: User, network: Organisation
) -> None:
    said = {"version": variation, "person": "A", "agreed_on": date(2020, 9, 1), "recorded_by": anna}
    for wrong in (
        {"party": LMC, "pcn": network, "agrees": True},
        {"party": DIRECTOR, "agrees": True},
        {"party": LMC, "agrees": False},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.create(**said, **wrong)


# The minute


def test_an_approval_keeps_its_minute_for_ever(anna: User, ben: User) -> None:
    version, _ = publish_specification(text=TEXT, by=anna)
    tomorrow = replace(MINUTED, met_on=date(2020, 9, 16))
    with pytest.raises(PermissionDenied, match="16 September 2020 is still to come"):
        approve_specification(version=version, minuted=tomorrow, by=ben)
    assert not Approval.objects.exists()
    approve_specification(version=version, minuted=MINUTED, by=ben)
    approval = Approval.objects.get()
    assert (approval.committee, approval.minute) == (MINUTED.committee, "2020/5.4")
    assert approval.recorded_by == ben
    reason = AuditEvent.objects.get(event="specification approved").reason
    assert reason == "Primary Care Commissioning Committee, 13 May 2020, minute 2020/5.4"
    with pytest.raises(DatabaseError), transaction.atomic():
        Approval.objects.update(minute="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        approval.delete()


def test_agreements_do_not_carry_over_to_another_version(
    variation: SpecificationVersion, anna: User
) -> None:
    agreed(variation, anna)
    text = TEXT.replace('version = "1"', 'version = "3"')
    version, _ = publish_specification(text=text, by=anna)
    assert len(missing_agreements(version)) == 2
