"""A run sent to the payer, and what the payer says of its lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from commissioning.imports import FileRefusedError
from commissioning.models import AuditEvent, Role, User
from payments.actions.confirmations import ConfirmationRow, keep_confirmations
from payments.actions.exports import record_export
from payments.actions.sent_payments import reissue_line, send_run
from payments.imports.confirmations import read_confirmations
from payments.models import Confirmation, ConfirmationFile, PaymentLine, PaymentRun, Sending
from payments.selectors.sent_payments import not_paid, progress
from tests.factories.years import Year, a_person

HASH = "a" * 64
DAY = date(2020, 6, 25)
OWN, OTHER = "2020-04/C86001/aspiration/2020-04", "2020-04/C86002/aspiration/2020-04"
PARTICIPATION = "2020-04/C86001/participation/2020-04"


@pytest.fixture(autouse=True)
def _the_day(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = DAY


@pytest.fixture
def year(all_four: Year) -> Year:
    return all_four


def exported(run: PaymentRun, by: User, sha256: str = HASH) -> None:
    record_export(what="payment schedule", of=run, by=by, format="csv", sha256=sha256)


@pytest.fixture
def sent(year: Year) -> Sending:
    """April 2020, approved, exported and sent."""
    run = year.approved("2020-04")
    exported(run, year.preparer)
    return send_run(run=run, sha256=HASH, payer="NHS SBS", by=year.approver)


def amount_of(reference: str) -> Decimal:
    _, payee, term, _ = reference.split("/")
    return PaymentLine.objects.get(
        calculation__payee_code=payee, calculation__term=term, for_month=date(2020, 4, 1)
    ).amount


def row(reference: str = OWN, line: int = 2, **more: Any) -> ConfirmationRow:
    said = {"amount": None, "outcome": "paid", "paid_on": DAY} | more
    if said["amount"] is None:
        said["amount"] = amount_of(reference)
    return ConfirmationRow(line=line, reference=reference, **said)


def keep(year: Year, *rows: ConfirmationRow, sha256: str = "b" * 64) -> ConfirmationFile:
    return keep_confirmations(rows=rows, file_name="paid.csv", sha256=sha256, by=year.preparer)


def mistakes_of(year: Year, *rows: ConfirmationRow, sha256: str = "c" * 64) -> list[str]:
    before = Confirmation.objects.count(), ConfirmationFile.objects.count()
    with pytest.raises(FileRefusedError) as refused, transaction.atomic():
        keep(year, *rows, sha256=sha256)
    assert (Confirmation.objects.count(), ConfirmationFile.objects.count()) == before
    return [str(each) for each in refused.value.mistakes]


@pytest.mark.django_db
class TestSending:
    def test_a_run_is_sent_once_by_name_with_the_hash_of_its_file(self, sent: Sending, year: Year):
        assert (sent.sent_by, sent.exported_by) == (year.approver, year.preparer)
        assert (sent.sent_on, sent.sha256, sent.file_name) == (DAY, HASH, "schedule-2020-04.csv")
        event = AuditEvent.objects.filter(event="payment run sent").get()
        assert event.details == {"sha256": HASH, "payer": "NHS SBS"}
        with pytest.raises(PermissionDenied, match="was sent by Alan on 25 June 2020"):
            send_run(run=sent.run, sha256=HASH, payer="NHS SBS", by=year.approver)

    def test_what_was_sent_cannot_be_changed_or_removed(self, sent: Sending):
        sent.payer = "somebody else"
        with pytest.raises(DatabaseError), transaction.atomic():
            sent.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            sent.delete()

    def test_a_draft_is_not_sent(self, year: Year):
        draft = year.prepared("2020-04")
        exported(draft, year.preparer)
        with pytest.raises(PermissionDenied, match="is a draft"):
            send_run(run=draft, sha256=HASH, payer="NHS SBS", by=year.approver)

    def test_a_file_of_the_draft_is_not_one_of_the_approved_run(self, year: Year):
        draft = year.prepared("2020-04")
        exported(draft, year.preparer)
        year.approved("2020-04")
        with pytest.raises(ValidationError, match="No file with this hash"):
            send_run(run=draft, sha256=HASH, payer="NHS SBS", by=year.approver)

    def test_a_payer_is_named(self, year: Year):
        run = year.approved("2020-04")
        exported(run, year.preparer)
        with pytest.raises(ValidationError, match="who the file was sent to"):
            send_run(run=run, sha256=HASH, payer=" ", by=year.approver)

    def test_only_finance_sends(self, year: Year):
        run = year.approved("2020-04")
        for role in (Role.PRIMARY_CARE, Role.LMC, Role.DATA_QUALITY):
            with pytest.raises(PermissionDenied, match="Only finance sends"):
                send_run(run=run, sha256=HASH, payer="X", by=a_person(f"{role}@x.example", role))


@pytest.mark.django_db
class TestConfirmations:
    def test_what_was_paid_and_rejected_is_kept(self, sent: Sending, year: Year):
        kept = keep(year, row(), row(OTHER, 3, outcome="rejected", reason="Account closed"))
        assert (kept.paid_count, kept.rejected_count) == (1, 1)
        assert kept.amount == amount_of(OWN)
        assert AuditEvent.objects.filter(event="payer's confirmations kept").count() == 1
        (found,) = progress([sent.run])
        assert found.count("paid") == 1
        assert found.amount("rejected") == amount_of(OTHER)
        states = {line.calculation.payee_code: line.state for line in not_paid(year.preparer)}
        assert states["C86002"] in ("rejected", "waiting")
        assert found.count("waiting") == len(not_paid(year.preparer)) - 1

    @pytest.mark.usefixtures("sent")
    def test_every_mistake_is_said_at_once_and_nothing_is_kept(self, year: Year):
        draft = year.prepared("2020-05")
        said = mistakes_of(
            year,
            row(amount=Decimal("1.00")),
            row("2020-04/C86009/aspiration/2020-04", 3, amount=Decimal("1.00")),
            row("2020-05/C86001/aspiration/2020-05", 4, amount=Decimal("1.00")),
            row(OTHER, 5, paid_on=date(2020, 7, 1)),
            row(PARTICIPATION, 6, paid_on=date(2020, 4, 1)),
            row("nonsense", 7, amount=Decimal("1.00")),
        )
        assert draft.code == "2020-05"
        for place, words in enumerate(
            (
                "line 2, amount: 1.00 is not what was sent",
                "line 3, reference: “2020-04/C86009/aspiration/2020-04” is no line of ours",
                "line 4, reference: the run of 2020-05 is still a draft",
                "line 5, paid_on: 1 July 2020 is still to come",
                "line 6, paid_on: 1 April 2020 is before the line was sent",
                "line 7, reference: “nonsense” is no line of ours",
            )
        ):
            assert said[place].startswith(words), said[place]

    def test_a_run_that_was_not_sent_has_no_confirmations(self, year: Year):
        year.approved("2020-04")
        assert "the run of 2020-04 was not sent to the payer" in mistakes_of(year, row())[0]

    @pytest.mark.usefixtures("sent")
    def test_the_same_file_is_refused(self, year: Year):
        keep(year, row())
        said = mistakes_of(year, row(OTHER, 2), sha256="b" * 64)
        assert said == [
            (
                "paid.csv was kept already, as paid.csv, by Priya on 25 June 2020."
                " Choose the payer's next file"
            )
        ]

    @pytest.mark.usefixtures("sent")
    def test_the_same_line_is_confirmed_once(self, year: Year):
        keep(year, row())
        assert "was paid already. Leave it out" in mistakes_of(year, row())[0]

    @pytest.mark.usefixtures("sent")
    def test_a_rejected_line_goes_out_again_and_is_then_confirmed(self, year: Year):
        keep(year, row(outcome="rejected", reason="Account closed"))
        assert "Send the line again first" in mistakes_of(year, row())[0]
        line = PaymentLine.objects.get(confirmations__isnull=False)
        again = reissue_line(line=line, reason="New account on record", by=year.approver)
        assert (again.number, again.reissued_on) == (1, DAY)
        keep(year, row(), sha256="d" * 64)
        assert list(line.confirmations.values_list("number", "outcome").order_by("number")) == [
            (0, "rejected"),
            (1, "paid"),
        ]
        assert line not in not_paid(year.preparer)

    @pytest.mark.usefixtures("sent")
    def test_a_line_without_an_answer_is_not_sent_twice(self, year: Year):
        line = PaymentLine.objects.exclude(amount=0).first()
        with pytest.raises(PermissionDenied, match="Only a line that the payer rejected"):
            reissue_line(line=line, reason="just in case", by=year.approver)

    @pytest.mark.usefixtures("sent")
    def test_only_finance_keeps_confirmations(self, year: Year):
        with pytest.raises(PermissionDenied, match="Only finance keeps"):
            keep_confirmations(rows=[], file_name="x", sha256="e" * 64, by=year.publisher)

    @pytest.mark.usefixtures("sent")
    def test_no_patient_data_comes_in_with_a_reason(self, year: Year):
        said = mistakes_of(year, row(outcome="rejected", reason="NHS number 943 476 5919"))
        assert said[0].startswith("line 2, reason: ")


def test_a_file_is_read_with_its_mistakes(tmp_path: Path):
    path = tmp_path / "paid.csv"
    path.write_text(
        "reference,amount,outcome,paid_on,reason\n"
        f'{OWN},"1,000.50",,2020-06-25,\n'
        f"{OWN},1.00,Rejected,2020-06-25,\n"
        ",x,perhaps,25/06/2020,\n"
    )
    read = read_confirmations(path)
    assert [(each.reference, each.amount, each.outcome) for each in read.rows] == [
        (OWN, Decimal("1000.50"), "paid")
    ]
    with pytest.raises(FileRefusedError) as refused:
        read.mistakes.check()
    said = [str(each) for each in refused.value.mistakes]
    assert len(said) == 6, said
    assert any("is already on line 2" in each for each in said)
    assert any("Write why the payer rejected the line" in each for each in said)
