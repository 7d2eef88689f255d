"""Filling in a claim form: drafts, evidence, and what sending makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from commissioning.imports import FileRefusedError
from commissioning.models import Attachment, AuditEvent, Organisation, Role, User
from payments.actions.claim_sheets import (
    SavedMeanwhileError,
    add_evidence_to_draft,
    discard_claim_draft,
    remove_evidence_from_draft,
    save_claim_draft,
    send_claims,
)
from payments.models import Claim, ClaimSheet
from tests.factories.years import Year, a_person
from tests.integration.payments.claims.conftest import a_draft, a_line, acting_for, sent

PNG = b"\x89PNG\r\n\x1a\n"


def a_file(name: str = "rota.csv", content: bytes = b"week,sessions\n23,3\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/csv")


def test_a_draft_keeps_what_was_typed_right_or_wrong(practice: Organisation, manager: User) -> None:
    sheet = a_draft(practice, manager, lines=[{"quantity": "three", "incurred_on-day": "31"}])

    assert sheet.lines == [{"quantity": "three", "incurred_on-day": "31"}]
    assert (sheet.state, sheet.edition, sheet.saved_by) == ("draft", 1, manager)
    event = AuditEvent.objects.get(event="claim draft saved")
    assert event.organisation == practice


def test_saving_the_same_twice_saves_once(practice: Organisation, manager: User) -> None:
    number = uuid4()
    a_draft(practice, manager, number=number)

    again = a_draft(practice, manager, number=number)

    assert again.edition == 1
    assert AuditEvent.objects.filter(event="claim draft saved").count() == 1


def test_two_people_at_once_and_the_second_is_told(practice: Organisation, manager: User) -> None:
    number = uuid4()
    colleague = acting_for(practice, "hal@nhs.example")
    a_draft(practice, manager, number=number)
    a_draft(practice, colleague, number=number, edition=1, lines=[{"quantity": "5"}])

    with pytest.raises(SavedMeanwhileError, match="Hal saved this claim form") as told:
        a_draft(practice, manager, number=number, edition=1, lines=[{"quantity": "4"}])

    assert told.value.sheet.lines == [{"quantity": "5"}]
    assert ClaimSheet.objects.get().lines == [{"quantity": "5"}]


def test_patients_stay_out_of_drafts(practice: Organisation, manager: User) -> None:
    with pytest.raises(ValidationError, match="Cost 2 holds what looks like an NHS number"):
        a_draft(practice, manager, lines=[{}, {"description": "for 943 476 5919"}])

    assert not ClaimSheet.objects.exists()


def test_a_draft_is_for_those_who_claim_for_the_practice(
    year: Year, practice: Organisation, manager: User
) -> None:
    other = acting_for(Organisation.objects.get(code="C86002"), "olga@nhs.example")
    for person in (other, a_person("lou@nhs.example", Role.LMC)):
        with pytest.raises(PermissionDenied, match="Only C86001"):
            a_draft(practice, person)
    sheet = a_draft(practice, manager)
    with pytest.raises(PermissionDenied):
        discard_claim_draft(sheet=sheet, by=other)
    assert a_draft(practice, year.preparer).saved_by == year.preparer


def test_the_number_of_one_practices_form_is_no_other_practices(
    practice: Organisation, manager: User
) -> None:
    elsewhere = Organisation.objects.get(code="C86002")
    theirs = a_draft(elsewhere, acting_for(elsewhere, "olga@nhs.example"))

    with pytest.raises(PermissionDenied, match="another practice's"):
        a_draft(practice, manager, number=theirs.pk, edition=1)


def test_a_discarded_draft_stays_on_record_and_goes_nowhere(
    practice: Organisation, manager: User
) -> None:
    sheet = discard_claim_draft(sheet=a_draft(practice, manager), by=manager)

    assert ClaimSheet.objects.get().lines == sheet.lines
    with pytest.raises(PermissionDenied, match="was discarded"):
        send(sheet, manager)


def send(sheet: ClaimSheet, by: User, *lines: object) -> list[Claim]:
    return send_claims(
        sheet=sheet,
        lines=list(lines) or [a_line()],  # type: ignore[arg-type]
        declares=["It is the net additional cost"],
        declared_by="Gina Hart, practice manager",
        by=by,
    )


def test_each_line_becomes_a_claim_with_the_practices_next_number(
    practice: Organisation, manager: User
) -> None:
    first = sent(practice, manager, a_line(), a_line(category="consumables", quantity=Decimal(1)))
    second = sent(practice, manager, a_line(incurred_on=date(2020, 6, 10)))

    assert [each.reference for each in (*first, *second)] == [
        "C86001-001",
        "C86001-002",
        "C86001-003",
    ]
    claim = first[0]
    assert (claim.claimed_on, claim.entered_by) == (date(2020, 9, 1), manager)
    sheet = ClaimSheet.objects.get(claims=claim)
    assert (sheet.state, sheet.sent_by, sheet.declared_by) == (
        "sent",
        manager,
        "Gina Hart, practice manager",
    )
    assert sheet.declared == ["It has not been claimed elsewhere"]
    assert AuditEvent.objects.filter(event="claim added", organisation=practice).count() == 3


def test_a_number_that_a_file_used_is_not_used_again(practice: Organisation, manager: User) -> None:
    (claim,) = sent(practice, manager)
    Claim.objects.filter(pk=claim.pk).update(reference="C86001-41")

    assert sent(practice, manager)[0].reference == "C86001-042"


def test_sending_twice_sends_once(practice: Organisation, manager: User) -> None:
    sheet = a_draft(practice, manager)
    once = send(sheet, manager)

    assert send(sheet, manager) == once
    assert Claim.objects.count() == 1


def test_a_late_claim_is_taken(
    practice: Organisation, manager: User, on: Callable[[date], None]
) -> None:
    on(date(2020, 9, 16))

    (claim,) = sent(practice, manager)

    assert claim.claimed_on == date(2020, 9, 16)


def test_what_the_rules_refuse_leaves_nothing_behind(practice: Organisation, manager: User) -> None:
    sheet = a_draft(practice, manager)

    with pytest.raises(FileRefusedError, match="line 2, category: covid-costs has no category"):
        send(sheet, manager, a_line(), a_line(category="biscuits"))
    with pytest.raises(FileRefusedError, match="line 1, description: speaks of a date of birth"):
        send(sheet, manager, a_line(description="DOB unknown"))
    with pytest.raises(ValidationError, match="between 1 and 20"):
        send(sheet, manager, *[a_line()] * 21)

    assert not Claim.objects.exists()
    assert ClaimSheet.objects.get().state == "draft"


def test_evidence_goes_along_with_every_claim(practice: Organisation, manager: User) -> None:
    sheet = a_draft(practice, manager)
    kept = add_evidence_to_draft(sheet=sheet, uploads=[a_file(), a_file("b.csv")], by=manager)
    remove_evidence_from_draft(sheet=sheet, file=kept[1], by=manager)

    claims = send(sheet, manager, a_line(), a_line(category="consumables"))

    for claim in claims:
        assert [each.name for each in claim.files.all()] == ["rota.csv"]
    assert Attachment.objects.count() == 2


def test_a_bad_file_is_refused_and_the_good_one_beside_it_too(
    practice: Organisation, manager: User
) -> None:
    sheet = a_draft(practice, manager)

    with pytest.raises(ValidationError):
        add_evidence_to_draft(sheet=sheet, uploads=[a_file(), a_file("x.exe", b"MZ")], by=manager)

    assert not sheet.files.exists()
    assert not Attachment.objects.exists()


def test_the_database_knows_no_sent_form_without_a_declaration(
    practice: Organisation, manager: User
) -> None:
    sheet = a_draft(practice, manager)

    with pytest.raises(IntegrityError, match="a_sent_claim_form_is_declared"):
        ClaimSheet.objects.filter(pk=sheet.pk).update(
            state="sent", sent_by=manager, sent_on=date(2020, 9, 1)
        )


def test_nothing_is_kept_where_the_audit_fails(
    practice: Organisation, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = a_draft(practice, manager)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("payments.actions.claim_sheets.record", fail)
    with pytest.raises(RuntimeError):
        send(sheet, manager)
    with pytest.raises(RuntimeError):
        save_claim_draft(
            number=uuid4(),
            practice=practice,
            specification="covid-costs",
            lines=[],
            edition=0,
            by=manager,
        )

    assert not Claim.objects.exists()
    assert ClaimSheet.objects.count() == 1
