"""A new version governs from its in-force date, whatever the day of its approval."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from commissioning.models import Role
from commissioning.specifications.publishing.actions import (
    approve_specification,
    publish_specification,
)
from payments.engine.verify import not_reproduced
from payments.models import PaymentLine
from tests.factories.specifications import MINUTED, agreed
from tests.factories.years import Year, a_person

pytestmark = pytest.mark.django_db

FILE = Path(settings.BASE_DIR) / "commissioning/specifications/data/proactive-care.toml"


@pytest.fixture
def year():
    year = Year()
    year.signs(year.a_practice("C86001", "ONE"), register=None)
    return year


def new_version(year, *, in_force, version="2020-21.5", rate="180.00", more=()):
    """The same specification at another rate, published and approved by two people."""
    text = FILE.read_text()
    for old, new in (
        ('version = "2020-21.4"', f'version = "{version}"'),
        ("in_force = 2020-04-01", f"in_force = {in_force}"),
        ('"171.00"', f'"{rate}"'),
        *more,
    ):
        assert old in text
        text = text.replace(old, new, 1)
    published, _ = publish_specification(text=text, by=year.publisher)
    second = a_person(f"{version}@nhs.example", Role.PRIMARY_CARE)
    return approve_specification(
        version=agreed(published, year.publisher), minuted=MINUTED, by=second
    )


def lines(run):
    found = PaymentLine.objects.filter(calculation__run=run).order_by("for_month")
    return [
        (
            f"{each.for_month:%Y-%m}",
            each.kind,
            str(each.amount),
            each.calculation.specification.version,
        )
        for each in found.select_related("calculation__specification")
    ]


def test_months_before_the_in_force_date_keep_their_version(year):
    year.approved("2020-08")
    new_version(year, in_force="2020-09-01")
    # 180 × 148.46 = 26,722.80 a year: 2,226.90 a month from September.
    assert lines(year.prepared("2020-09")) == [("2020-09", "instalment", "2226.90", "2020-21.5")]


def test_a_version_approved_late_corrects_the_months_it_governs(year):
    october = year.approved("2020-10")
    new_version(year, in_force="2020-09-01")
    november = year.approved("2020-11")
    assert lines(november) == [
        ("2020-09", "catch-up", "111.35", "2020-21.5"),
        ("2020-10", "catch-up", "111.34", "2020-21.5"),
        ("2020-11", "instalment", "2226.90", "2020-21.5"),
    ]
    assert list(not_reproduced(october)) == []
    assert list(not_reproduced(november)) == []


def test_of_two_versions_from_one_day_the_one_approved_last_governs(year):
    new_version(year, in_force="2020-04-01")
    new_version(year, in_force="2020-04-01", version="2020-21.6", rate="100.00")
    (line,) = lines(year.prepared("2020-04"))
    assert line == ("2020-04", "instalment", "1237.17", "2020-21.6")


def test_sign_ups_carry_over_unless_the_new_version_asks_again(year):
    again = [("[sign_up]\n", "[sign_up]\nasks_again = true\n")]
    new_version(year, in_force="2020-09-01", more=again)
    run = year.approved("2020-09")
    assert lines(run)[-1] == ("2020-09", "instalment", "0.00", "2020-21.5")
    held = PaymentLine.objects.get(calculation__run=run, for_month=date(2020, 9, 1))
    assert held.held.startswith("held: no answer")
    year.signs(held.calculation.payee, on=date(2020, 9, 20), register=None)
    october = year.prepared("2020-10")
    assert sum(Decimal(each[2]) for each in lines(october)) == Decimal("4453.80")


def test_a_version_that_nobody_approved_governs_nothing(year):
    text = FILE.read_text().replace('"2020-21.4"', '"2020-21.9"').replace('"171.00"', '"1.00"')
    publish_specification(text=text, by=year.publisher)
    assert lines(year.prepared("2020-04")) == [("2020-04", "instalment", "2115.56", "2020-21.4")]
