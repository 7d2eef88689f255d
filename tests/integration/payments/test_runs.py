"""Preparing, approving and verifying runs, on a real database."""

import json
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connections, transaction

from commissioning.clock import as_if_today
from commissioning.domain.periods import Month
from commissioning.models import AuditEvent, Organisation, Role
from payments.actions import runs as run_actions
from payments.actions.runs import approve_run, prepare_run
from payments.engine import store
from payments.engine.verify import not_reproduced
from payments.models import Calculation, PayeeTotal, PaymentLine, PaymentRun
from payments.selectors.lines import line_by_reference, line_reference, unfolded
from practices.models import ListSize, RegisterCount, SignUp
from tests.factories.years import Year, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return Year()


@pytest.fixture
def signed_up(year):
    """Two practices that signed both elements."""
    for code, patients in (("C86001", 7423), ("C86002", 12001)):
        year.signs(year.a_practice(code, f"PRACTICE {code}", patients), register=None)
    return year


def lines(run, payee="C86001", term="aspiration"):
    found = PaymentLine.objects.filter(
        calculation__run=run, calculation__payee_code=payee, calculation__term=term
    ).order_by("for_month")
    return [(f"{each.for_month:%Y-%m}", each.kind, str(each.amount)) for each in found]


def practice(code):
    return Organisation.objects.get(code=code)


class TestPreparing:
    def test_a_month_is_paid_whole_to_the_penny(self, signed_up):
        run = signed_up.prepared("2020-04")
        assert lines(run) == [("2020-04", "instalment", "2115.56")]
        assert lines(run, "C86002") == [("2020-04", "instalment", "3420.29")]
        assert run.total == Decimal("5535.85")
        assert run.payee_totals.get(payee_code="C86001").amount == Decimal("2115.56")

    def test_the_first_run_may_be_any_month_and_catches_up(self, signed_up):
        run = signed_up.prepared("2020-06")
        assert lines(run) == [
            ("2020-04", "catch-up", "2115.56"),
            ("2020-05", "catch-up", "2115.55"),
            ("2020-06", "instalment", "2115.56"),
        ]

    def test_a_late_sign_up_is_held_then_caught_up_naming_what_it_corrects(self, year):
        late = year.a_practice("C86001", "LATE")
        year.approved("2020-05")
        june = year.approved("2020-06")
        assert lines(june) == [("2020-06", "instalment", "0.00")]
        held = PaymentLine.objects.get(calculation__run=june, for_month=date(2020, 6, 1))
        assert held.held.startswith("held: no answer")
        year.signs(late, on=date(2020, 7, 10), register=None)
        july = year.prepared("2020-07")
        assert lines(july) == [
            ("2020-06", "catch-up", "2115.56"),
            ("2020-07", "instalment", "2115.55"),
        ]
        catch_up = PaymentLine.objects.get(calculation__run=july, kind="catch-up")
        assert [each.corrected for each in catch_up.corrects.all()] == [held]

    def test_without_an_answer_april_and_may_are_paid(self, year):
        year.a_practice("C86001", "SILENT")
        assert lines(year.prepared("2020-05")) == [
            ("2020-04", "catch-up", "2115.56"),
            ("2020-05", "instalment", "2115.55"),
        ]

    def test_a_decline_recovers_nothing_from_april_and_may(self, year):
        gone = year.a_practice("C86001", "DECLINES")
        year.approved("2020-05")
        year.signs(gone, response="declined", register=None)
        assert lines(year.prepared("2020-06")) == [("2020-06", "instalment", "0.00")]

    def test_a_gap_is_a_line_listed_and_stops_nothing(self, signed_up):
        signed_up.a_practice("C86623", "NO LIST", None)
        run = signed_up.prepared("2020-04")
        assert lines(run, "C86623") == [("2020-04", "instalment", "0.00")]
        gap = Calculation.objects.get(run=run, payee_code="C86623").gap
        assert gap == "No list size for C86623 on 1 January 2020"
        assert run.gaps_count == 1
        assert run.total == Decimal("5535.85")

    def test_a_draft_prepared_again_says_what_changed_and_why(self, signed_up):
        signed_up.prepared("2020-06")
        RegisterCount.objects.create(
            practice=practice("C86001"),
            specification="proactive-care",
            counted_on=date(2020, 6, 20),
            patients=140,
            kind="declared",
            source="told on 20 June 2020",
        )
        run = signed_up.prepared("2020-06")
        assert run.preparations == 2
        assert PaymentRun.objects.count() == 1
        changes = run.changes["preparation"]
        assert {each["payee"] for each in changes} == {"C86001"}
        assert "Register, declared: 140 (told on 20 June 2020)" in changes[0]["cause"]
        assert sum(Decimal(each["difference"]) for each in changes) == Decimal("-361.67")

    def test_what_changed_since_last_month_names_the_payee_and_the_cause(self, signed_up):
        signed_up.approved("2020-06")
        RegisterCount.objects.create(
            practice=practice("C86001"),
            specification="proactive-care",
            counted_on=date(2020, 7, 1),
            patients=140,
            kind="declared",
            source="told on 1 July 2020",
        )
        run = signed_up.prepared("2020-07")
        named = {each["payee"]: each["cause"] for each in run.changes["month"]}
        assert "140" in named["C86001"]

    def test_a_recovery_larger_than_what_is_due_is_carried_forward(self, signed_up):
        signed_up.approved("2020-09")
        SignUp.objects.filter(practice=practice("C86001")).update(ends_on=date(2020, 8, 31))
        october = signed_up.approved("2020-10")
        assert lines(october) == [
            ("2020-09", "recovery", "-2115.55"),
            ("2020-10", "instalment", "0.00"),
        ]
        assert lines(october, term="debt") == [("2020-10", "debt", "2115.55")]
        assert october.payee_totals.get(payee_code="C86001").amount == 0
        SignUp.objects.filter(practice=practice("C86001")).update(ends_on=None)
        november = signed_up.prepared("2020-11")
        assert lines(november, term="debt") == [("2020-11", "debt", "-2115.55")]
        paid = PaymentLine.objects.filter(calculation__payee_code="C86001")
        assert sum(paid.values_list("amount", flat=True)) == Decimal("16924.44")

    def test_a_corrected_list_changes_every_month(self, signed_up):
        signed_up.approved("2020-05")
        ListSize.objects.filter(practice=practice("C86001"), kind="raw").update(patients=7500)
        run = signed_up.prepared("2020-06")
        assert [kind for _, kind, _ in lines(run)] == ["catch-up", "catch-up", "instalment"]
        paid = PaymentLine.objects.filter(calculation__payee_code="C86001")
        assert sum(paid.values_list("amount", flat=True)) == Decimal("6412.50")

    def test_a_crash_in_the_middle_leaves_the_last_draft_whole(self, signed_up, monkeypatch):
        before = signed_up.prepared("2020-06")

        def crash(*_):
            raise OSError("the disk went away")

        ListSize.objects.filter(kind="raw").update(patients=8000)
        monkeypatch.setattr(store, "write_totals", crash)
        with pytest.raises(OSError, match="disk"), transaction.atomic():
            signed_up.prepared("2020-06")
        monkeypatch.undo()
        run = PaymentRun.objects.get()
        assert (run.sha256, run.total, run.preparations) == (before.sha256, before.total, 1)
        assert list(store.unsound(run)) == []


class TestOrder:
    def test_not_before_the_first_of_its_month(self, signed_up):
        with as_if_today(date(2020, 5, 31)), pytest.raises(PermissionDenied, match="1 June 2020"):
            signed_up.prepared("2020-06")
        with as_if_today(date(2020, 6, 1)):
            assert signed_up.prepared("2020-06").code == "2020-06"

    def test_in_order_and_without_a_gap(self, signed_up):
        signed_up.prepared("2020-06")
        with pytest.raises(PermissionDenied, match="2020-06 is still a draft"):
            signed_up.prepared("2020-07")
        approve_run(run=PaymentRun.objects.get(), by=signed_up.approver)
        with pytest.raises(PermissionDenied, match="2020-07 is next"):
            signed_up.prepared("2020-08")
        with pytest.raises(PermissionDenied, match="2020-07 is next"):
            signed_up.prepared("2020-05")
        with pytest.raises(PermissionDenied, match="corrections come in 2020-07"):
            signed_up.prepared("2020-06")
        assert signed_up.prepared("2020-07").code == "2020-07"

    def test_a_supplementary_run_has_a_reason_and_pays_the_difference(self, signed_up):
        with pytest.raises(PermissionDenied, match="no run to add to"):
            signed_up.prepared("2020-06", supplementary=True, reason="late")
        signed_up.approved("2020-06")
        with pytest.raises(PermissionDenied, match="needs a reason"):
            signed_up.prepared("2020-06", supplementary=True)
        ListSize.objects.filter(practice=practice("C86001"), kind="raw").update(patients=7500)
        extra = signed_up.approved("2020-06", supplementary=True, reason="a corrected list")
        assert extra.code == "2020-06-S1"
        assert extra.total == Decimal("65.83")
        assert lines(extra, "C86002") == []
        assert signed_up.prepared("2020-07").code == "2020-07"


class TestApproving:
    def test_another_person_of_finance(self, signed_up):
        run = signed_up.prepared("2020-06")
        with pytest.raises(PermissionDenied, match="another person of finance"):
            approve_run(run=run, by=signed_up.preparer)
        with pytest.raises(PermissionDenied, match="Only finance"):
            approve_run(run=run, by=signed_up.publisher)
        assert approve_run(run=run, by=signed_up.approver).is_approved
        with pytest.raises(PermissionDenied, match="approved already"):
            approve_run(run=run, by=signed_up.approver)

    def test_facts_that_changed_since_are_named(self, signed_up):
        run = signed_up.prepared("2020-06")
        ListSize.objects.filter(practice=practice("C86001"), kind="raw").update(patients=7500)
        with pytest.raises(PermissionDenied, match=r"prepare it again .*C86001, aspiration"):
            approve_run(run=run, by=signed_up.approver)
        run.refresh_from_db()
        assert run.status == "draft"

    def test_a_line_that_does_not_follow_from_its_derivation_is_found(self, signed_up):
        run = signed_up.prepared("2020-06")
        PaymentLine.objects.filter(calculation__payee_code="C86001").update(amount=9)
        with pytest.raises(PermissionDenied, match="not what its derivation says"):
            approve_run(run=run, by=signed_up.approver)

    def test_a_tampered_derivation_is_found(self, signed_up):
        run = signed_up.prepared("2020-06")
        calculation = Calculation.objects.get(run=run, payee_code="C86001")
        derivation = json.loads(calculation.derivation)
        derivation["figures"][0][2] = "9999"
        calculation.derivation = json.dumps(derivation)
        calculation.save()
        with pytest.raises(PermissionDenied, match="do not follow from their inputs"):
            approve_run(run=run, by=signed_up.approver)

    def test_totals_that_do_not_agree_are_found(self, signed_up):
        run = signed_up.prepared("2020-06")
        PayeeTotal.objects.filter(run=run, payee_code="C86001").update(amount=1)
        with pytest.raises(PermissionDenied, match="the total says 1"):
            approve_run(run=run, by=signed_up.approver)

    @pytest.mark.parametrize(
        "change",
        [
            lambda run: PaymentRun.objects.filter(pk=run.pk).update(total=1),
            lambda run: PaymentLine.objects.filter(calculation__run=run).update(amount=1),
            lambda run: PaymentLine.objects.filter(calculation__run=run).delete(),
            lambda run: Calculation.objects.filter(run=run).update(gap="x"),
            lambda run: PayeeTotal.objects.filter(run=run).delete(),
            lambda run: PaymentLine.objects.create(
                calculation=run.calculations.first(),
                for_month=date(2021, 1, 1),
                kind="adjustment",
                amount=1,
            ),
            lambda run: run.delete(),
        ],
        ids=["run", "line", "lines gone", "calculation", "totals", "new line", "run gone"],
    )
    def test_the_database_refuses_every_change_afterwards(self, signed_up, change):
        run = signed_up.approved("2020-06")
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change(run)

    def test_when_the_audit_cannot_be_written_nothing_is_saved(self, signed_up, monkeypatch):
        run = signed_up.prepared("2020-06")

        def broken(*_, **__):
            raise IntegrityError("the audit trail is full")

        monkeypatch.setattr(run_actions, "record", broken)
        with pytest.raises(IntegrityError), transaction.atomic():
            approve_run(run=run, by=signed_up.approver)
        with pytest.raises(IntegrityError), transaction.atomic():
            signed_up.prepared("2020-06")
        run.refresh_from_db()
        assert (run.status, run.preparations) == ("draft", 1)

    def test_what_was_done_is_on_record(self, signed_up):
        signed_up.approved("2020-06")
        events = list(AuditEvent.objects.order_by("pk").values_list("event", "by__email"))
        assert events[-2:] == [
            ("payment run prepared", "priya@nhs.example"),
            ("payment run approved", "alan@nhs.example"),
        ]


class TestVerifying:
    def test_the_same_pence_whatever_became_known_since(self, signed_up):
        june = signed_up.approved("2020-06")
        ListSize.objects.filter(kind="raw").update(patients=9000)
        SignUp.objects.all().delete()
        july = signed_up.approved("2020-07")
        RegisterCount.objects.create(
            practice=practice("C86001"),
            specification="proactive-care",
            counted_on=date(2020, 5, 1),
            patients=20,
            kind="declared",
        )
        with as_if_today(date(2019, 1, 1)):
            assert list(not_reproduced(june)) == []
            assert list(not_reproduced(july)) == []

    def test_a_draft_cannot_be_verified(self, signed_up):
        with pytest.raises(ValueError, match="is a draft"):
            list(not_reproduced(signed_up.prepared("2020-06")))


class TestLines:
    def test_a_line_unfolds_to_the_clause_the_inputs_and_the_sums(self, signed_up):
        signed_up.approved("2020-06")
        line = line_by_reference("2020-06/C86001/aspiration")
        assert line_reference(line) == "2020-06/C86001/aspiration/2020-06"
        text = "\n".join(step.text for step in unfolded(line))
        assert text.startswith("Aspiration, June 2020: 2,115.56")
        assert (
            "Instalment 3 of 12: 2,115.56   [6,346.67 due by June less 4,231.11 due by May]" in text
        )
        assert "List on 1 January 2020: 7,423" in text
        assert "Rate: 171.00" in text
        assert "£171 a year" in text

    @pytest.mark.parametrize(
        ("reference", "message"),
        [
            ("99999999", "There is no line"),
            ("2020-06", "is not a line"),
            ("2020-09/C86001/aspiration", "There is no run 2020-09"),
            ("2020-06/C86001/bonus", "has no line of C86001 for bonus"),
            ("2020-06/C86001/aspiration/June", "is not a month"),
        ],
    )
    def test_a_wrong_reference_says_what_is_wrong(self, signed_up, reference, message):
        signed_up.approved("2020-06")
        with pytest.raises(ValueError, match=message):
            line_by_reference(reference)

    def test_queries_do_not_grow_with_practices(self, year, django_assert_max_num_queries):
        for number in range(1, 31):
            year.signs(year.a_practice(f"C8{number:04}", f"PRACTICE {number}"), register=None)
        with django_assert_max_num_queries(60):
            prepare_run(month=Month(2020, 6), by=year.preparer)


@pytest.mark.django_db(transaction=True)
def test_two_people_approving_at_once(django_db_blocker):
    """The second waits for the first, and is told that it is approved already."""
    year = Year()
    year.signs(year.a_practice("C86001", "ONE"), register=None)
    run = year.prepared("2020-06")
    third = a_person("chidi@nhs.example", Role.FINANCE)
    start, outcomes = Barrier(2), []

    def approve(by):
        with django_db_blocker.unblock():
            start.wait()
            try:
                approve_run(run=run, by=by)
                outcomes.append("approved")
            except PermissionDenied as refusal:
                outcomes.append(str(refusal))
            finally:
                connections.close_all()

    threads = [Thread(target=approve, args=(by,)) for by in (year.approver, third)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=600)
    assert sorted(outcomes) == ["The run of 2020-06 is approved already", "approved"]
    assert AuditEvent.objects.filter(event="payment run approved").count() == 1
