"""What is held, released and missing: nothing that was paid is taken back by it."""

from datetime import date

import pytest

from carehomes.models import Alignment, CareHome, ResidentCount
from payments.models import Calculation, PaymentLine, ProtectedSum
from tests.factories.years import Year
from tests.integration.payments.test_runs import lines, practice, signed_up, year

__all__ = ["signed_up", "year"]  # fixtures

pytestmark = pytest.mark.django_db


class TestHolding:
    def test_a_hold_keeps_back_what_is_to_pay_and_takes_nothing_back(self, signed_up):
        signed_up.approved("2020-06")
        signed_up.decides(
            practice("C86001"),
            "hold",
            "agreed",
            subject="aspiration",
            starts_on=date(2020, 5, 1),
        )
        assert lines(signed_up.approved("2020-07")) == [("2020-07", "instalment", "0.00")]
        signed_up.decides(practice("C86001"), "release", "agreed", subject="aspiration")
        assert lines(signed_up.prepared("2020-08")) == [
            ("2020-07", "catch-up", "2115.55"),
            ("2020-08", "instalment", "2115.56"),
        ]

    def test_a_decision_that_is_withdrawn_counts_no_more(self, signed_up):
        signed_up.decides(
            practice("C86001"),
            "take-back",
            "withdrawn",
            subject="aspiration",
            starts_on=date(2020, 5, 1),
        )
        assert lines(signed_up.prepared("2020-05")) == [
            ("2020-04", "catch-up", "2115.56"),
            ("2020-05", "instalment", "2115.55"),
        ]

    def test_a_reason_of_any_length_stops_no_run(self, signed_up):
        signed_up.decides(
            practice("C86001"),
            "hold",
            "agreed",
            subject="aspiration",
            starts_on=date(2020, 6, 1),
            reason="as minuted at length; " * 60,
        )
        held = PaymentLine.objects.filter(calculation__run=signed_up.prepared("2020-06"))
        assert max(len(each.held) for each in held) > 1000


class TestProtectedFunding:
    @pytest.fixture
    def year(self):
        return Year(
            specifications=("enhanced-health-in-care-homes", "covid-costs", "proactive-care")
        )

    def test_a_month_without_residents_takes_nothing_back_from_others(self, year):
        one, other = (year.a_practice(code, code, None) for code in ("C86001", "C86002"))
        home = year.a_home("1-100000001", "Ashfield Lodge", 120)
        for who, number in ((one, 40), (other, 80)):
            ResidentCount.objects.create(
                home=home, practice=who, counted_on=date(2020, 8, 1), residents=number
            )
        ProtectedSum.objects.create(
            practice=one,
            specification="covid-costs",
            service="Care home service",
            annual_amount=12000,
            starts_on=date(2020, 4, 1),
        )
        november = year.approved("2020-11")
        assert lines(november, term="protection")[-2:] == [
            ("2020-10", "catch-up", "700.00"),
            ("2020-11", "protection", "700.00"),
        ]
        Alignment.objects.filter(home=home).update(ends_on=date(2020, 11, 30))
        year.a_home("1-100000002", "Beech House", 30)
        Alignment.objects.filter(ends_on=None).update(starts_on=date(2020, 12, 1))
        december = year.approved("2020-12")
        assert lines(december, term="protection") == [("2020-12", "protection", "0.00")]
        gap = Calculation.objects.get(run=december, term="protection").gap
        assert gap == "No residents counted in the homes of U72999 in December 2020"
        ResidentCount.objects.create(
            home=CareHome.objects.get(location_id="1-100000002"),
            practice=one,
            counted_on=date(2020, 12, 20),
            residents=20,
        )
        assert lines(year.prepared("2021-01"), term="protection") == [
            ("2020-12", "catch-up", "775.00"),
            ("2021-01", "protection", "775.00"),
        ]
