"""What the database itself keeps of runs, calculations and lines, whoever writes to it."""

from datetime import date
from threading import Event, Thread

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from payments.models import Calculation, Correction, PaymentLine, PaymentRun
from tests.factories.years import Year

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    made = Year()
    for code in ("C86001", "C86002"):
        made.signs(made.a_practice(code, f"PRACTICE {code}"), register=None)
    return made


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(match):
    return pytest.raises(DatabaseError, match=match)


class TestALineHasItsCalculation:
    def test_none_is_written_without(self, year):
        year.prepared("2020-06")
        with refused("needs its calculation"), transaction.atomic():
            PaymentLine.objects.create(
                calculation_id=987654, for_month=date(2020, 6, 1), kind="instalment", amount=1
            )

    def test_among_many_the_one_without_is_found(self, year):
        calculation = year.prepared("2020-06").calculations.first()
        months = [date(2021, 4, 1), date(2021, 5, 1)]
        lines = [
            PaymentLine(calculation_id=key, for_month=month, kind="instalment", amount=1)
            for key in (calculation.pk, 987654)
            for month in months
        ]
        with refused("needs its calculation"), transaction.atomic():
            PaymentLine.objects.bulk_create(lines)

    def test_none_is_moved_to_one_that_is_not_there(self, year):
        line = year.prepared("2020-06").calculations.first().lines.first()
        with refused("needs its calculation"), transaction.atomic():
            PaymentLine.objects.filter(pk=line.pk).update(calculation_id=987654)

    def test_none_is_left_behind(self, year):
        run = year.prepared("2020-06")
        with refused("cannot go before its lines"), transaction.atomic():
            sql("DELETE FROM payments_calculation WHERE run_id = %s", run.pk)
        with refused("cannot go before its lines"), transaction.atomic():
            sql("UPDATE payments_calculation SET id = id + 900000 WHERE run_id = %s", run.pk)

    def test_a_draft_goes_whole(self, year):
        year.prepared("2020-06").delete()
        counted = [each.objects.count() for each in (PaymentRun, Calculation, PaymentLine)]
        assert counted == [0, 0, 0]

    def test_a_calculation_that_has_no_line_may_go(self, year):
        run = year.prepared("2020-06")
        PaymentLine.objects.filter(calculation__run=run).delete()
        sql("DELETE FROM payments_calculation WHERE run_id = %s", run.pk)
        assert not Calculation.objects.exists()


class TestAnApprovedRunIsFixed:
    def test_no_line_leaves_it_for_a_draft(self, year):
        may = year.approved("2020-05")
        june = year.prepared("2020-06")
        target = june.calculations.first()
        line = PaymentLine.objects.filter(calculation__run=may).first()
        with refused("cannot be changed"), transaction.atomic():
            PaymentLine.objects.filter(pk=line.pk).update(
                calculation=target, for_month=date(2022, 1, 1)
            )

    def test_no_calculation_leaves_it_for_a_draft(self, year):
        may = year.approved("2020-05")
        june = year.prepared("2020-06")
        with refused("cannot be changed"), transaction.atomic():
            Calculation.objects.filter(run=may).update(run=june, year=1999)

    def test_no_correction_is_added_to_it(self, year):
        year.approved("2020-05")
        first, second = PaymentLine.objects.order_by("pk")[:2]
        with refused("cannot be changed"), transaction.atomic():
            Correction.objects.create(line=second, corrected=first)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameTime:
    def test_a_line_added_while_its_calculation_goes_is_refused_or_keeps_it(self, year):
        calculation = year.prepared("2020-06").calculations.first()
        calculation.lines.all().delete()
        added, ended = Event(), []

        def remove():
            added.wait(5)
            try:
                sql("DELETE FROM payments_calculation WHERE id = %s", calculation.pk)
            except IntegrityError:
                ended.append("refused")
            finally:
                connections.close_all()

        other = Thread(target=remove)
        other.start()
        with transaction.atomic():
            PaymentLine.objects.create(
                calculation=calculation, for_month=date(2020, 6, 1), kind="instalment", amount=1
            )
            added.set()
            other.join(0.5)
            assert other.is_alive()  # waits until the line is there for all to see
        other.join(5)
        assert ended == ["refused"]
        assert PaymentLine.objects.filter(calculation__in=Calculation.objects.all()).exists()

    def test_a_line_cannot_slip_into_a_run_while_it_is_approved(self, year):
        run = year.prepared("2020-06")
        calculation = run.calculations.first()
        approving, ended = Event(), []

        def add():
            approving.wait(5)
            try:
                PaymentLine.objects.create(
                    calculation=calculation, for_month=date(2022, 6, 1), kind="debt", amount=1
                )
            except DatabaseError as wrong:
                ended.append(str(wrong))
            finally:
                connections.close_all()

        other = Thread(target=add)
        other.start()
        with transaction.atomic():
            PaymentRun.objects.filter(pk=run.pk).update(
                status="approved", approved_by=year.approver, approved_at=run.prepared_at
            )
            approving.set()
            other.join(0.5)
            assert other.is_alive()
        other.join(5)
        assert "cannot be changed" in ended[0]
