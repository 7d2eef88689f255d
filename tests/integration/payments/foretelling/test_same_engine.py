"""A what-if is worked out by a run's rules: the runs then pay what it foretold, to the penny."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import SpecificationVersion
from commissioning.specifications.publishing.actions import publish_specification
from payments.engine.what_if import AS_IT_IS, Ground, Scenario, as_if_published, span_of
from payments.models import PaymentLine, PaymentRun
from payments.rules.lines import DEBT, Key
from payments.rules.scenarios import AnotherAnswer, AnotherList, AnotherRate
from practices.models import ListSize
from tests.factories.specifications import approved
from tests.factories.years import LIST_DAY, SPECIFICATIONS, Year

pytestmark = pytest.mark.django_db
ON = date(2021, 2, 15)
READING = ("SELECT", "DECLARE")  # the second is a cursor that a SELECT reads through
SPAN = span_of(FinancialYear(2020))
Amounts = dict[Key, Decimal]


@pytest.fixture
def year(settings: Any) -> Year:
    """Five practices that each did something else, two networks, two homes; paid until December."""
    settings.COMMISSIONING_TODAY = date(2021, 4, 25)
    found = Year(specifications=SPECIFICATIONS)
    elsewhere = found.a_network("U36746", "ANOTHER PCN")
    signed = found.a_practice("C86001", "SIGNED")
    found.signs(signed)
    found.signs(found.a_practice("C86002", "SMALL REGISTER", 12001), register=200)
    declined = found.a_practice("C86003", "DECLINED CARE HOMES", 5000)
    found.signs(declined, "care-homes", response="declined", register=None)
    found.signs(declined, "proactive-care", register=None)
    found.a_practice("C86004", "SILENT", 4321, network=elsewhere)
    found.signs(found.a_practice("C86005", "NO LIST", None), register=None)
    found.a_home("1-111", "ASHFIELD LODGE", 34)
    closing = found.a_home("1-222", "BEECH HOUSE", 61, network=elsewhere)
    closing.closed_on = date(2020, 9, 30)
    closing.save()
    found.decides(signed, "year-end", "pay", subject="achievement", starts_on=date(2020, 4, 1))
    for condition in ("participation", "gateway", "register-q3", "register-q4", "evaluation"):
        found.decides(signed, "condition", "met", subject=condition, starts_on=date(2020, 4, 1))
    found.decides(signed, "condition", "met", subject="compliance", starts_on=date(2020, 4, 1))
    found.approved("2020-12")  # with everything since April
    return found


def foretold(scenario: Scenario = AS_IT_IS) -> Amounts:
    """What is to be paid for the year by the end of it, by payee and term."""
    found = Ground(SPAN, ON).outturns(scenario)
    return {key: each.paid + each.to_pay for key, each in found.items() if each.paid + each.to_pay}


def paid_in_the_end(year: Year) -> Amounts:
    """What the runs hold for the year, once every month has been run."""
    last = PaymentRun.objects.latest("month")
    for month in Month.of(last.month).plus(1).through(SPAN.last):
        year.approved(str(month))
    rows = (
        PaymentLine.objects.exclude(kind=DEBT)
        .filter(for_month__gte=SPAN.first.first, for_month__lte=SPAN.last.first)
        .values_list(
            "calculation__specification_code",
            "calculation__term",
            "calculation__payee_code",
            "calculation__for_code",
        )
        .annotate(total=Sum("amount"))
        .order_by()
    )
    return {tuple(key): total for *key, total in rows if total}  # type: ignore[misc]


def test_without_changes_it_is_what_the_runs_come_to(year: Year) -> None:
    before = foretold()
    assert before == paid_in_the_end(year)
    assert foretold() == before  # once everything is paid, nothing is left to foretell
    assert before["proactive-care", "achievement", "C86001", "C86001"] == Decimal("10849.46")
    assert before["proactive-care", "aspiration", "C86003", "C86003"] == Decimal("12825.00")


@contextmanager
def nothing_written() -> Iterator[None]:
    """Only reading, whatever the database is asked."""
    with CaptureQueriesContext(connection) as asked:
        yield
    said = [each["sql"] for each in asked.captured_queries]
    assert said
    assert [each for each in said if not each.lstrip("( ").upper().startswith(READING)] == []


def real_text(code: str) -> str:
    return SpecificationVersion.objects.filter(code=code).latest("pk").text


def another_version(code: str, old: str, new: str) -> str:
    text = real_text(code)
    assert old in text
    return text.replace(old, new).replace('version = "', 'version = "next-', 1)


RATE = 'amount = "171.00"', 'amount = "183.50"'


def as_version(code: str, old: str, new: str) -> tuple[Scenario, Callable[[Year], None]]:
    """The text of another version, as a proposal and as the version approved for real."""
    text = another_version(code, old, new)

    def real(_year: Year) -> None:
        approved(text)

    return Scenario(proposed=as_if_published(text)), real


def case_rate() -> tuple[Scenario, Callable[[Year], None]]:
    change = AnotherRate("proactive-care", "aspiration", Decimal("183.50"), date(2020, 4, 1))
    return Scenario((change,)), as_version("proactive-care", *RATE)[1]


def case_list() -> tuple[Scenario, Callable[[Year], None]]:
    def real(_year: Year) -> None:
        ListSize.objects.filter(practice__code="C86001", kind="raw").update(patients=9876)

    return Scenario((AnotherList("C86001", "raw", LIST_DAY, Decimal(9876)),)), real


def case_silent_practice_signs() -> tuple[Scenario, Callable[[Year], None]]:
    elements = ("proactive-care", "care-homes")
    changes = tuple(
        AnotherAnswer(("C86004",), "proactive-care", each, signed=True, on=date(2020, 9, 1))
        for each in elements
    )

    def real(year: Year) -> None:
        practice = year.network.__class__.objects.get(code="C86004")
        year.signs(practice, on=date(2020, 9, 1), register=None)

    return Scenario(changes), real


def case_opt_out() -> tuple[Scenario, Callable[[Year], None]]:
    des = "enhanced-health-in-care-homes"
    change = AnotherAnswer(("C86001",), des, "network", signed=False, on=date(2020, 5, 20))

    def real(year: Year) -> None:
        practice = year.network.__class__.objects.get(code="C86001")
        year.signs(
            practice,
            "network",
            on=date(2020, 5, 20),
            register=None,
            response="declined",
            specification=des,
        )

    return Scenario((change,)), real


def case_reading(
    code: str, reading: str, chosen: str, option: str
) -> tuple[Scenario, Callable[[Year], None]]:
    text = real_text(code)
    start = text.index(f'code = "{reading}"')
    at = text.index(f'chosen = "{chosen}"', start)
    changed = text[:at] + text[at:].replace(f'chosen = "{chosen}"', f'chosen = "{option}"', 1)
    changed = changed.replace('version = "', 'version = "next-', 1)

    def real(_year: Year) -> None:
        approved(changed)

    return Scenario(readings={code: {reading: option}}), real


DES = "enhanced-health-in-care-homes"
CASES = {
    "rate": case_rate,
    "list": case_list,
    "silent practice signs": case_silent_practice_signs,
    "opt-out": case_opt_out,
    "version": lambda: as_version("proactive-care", *RATE),
    "D-02": lambda: case_reading("proactive-care", "D-02", "register_rate", "per_head"),
    "D-04": lambda: case_reading("proactive-care", "D-04", "declared", "notional"),
    "D-13": lambda: case_reading(DES, "D-13", "seven-fifty-from-august", "ten-from-october"),
    "D-18": lambda: case_reading("proactive-care", "D-18", "stop_element", "stop_year"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_foretold_is_what_the_runs_then_pay(year: Year, case: Any) -> None:
    before = foretold()
    scenario, make_it_real = case()
    with nothing_written():
        found = foretold(scenario)
    assert found != before, "the change must matter, or it shows nothing"
    make_it_real(year)
    assert paid_in_the_end(year) == found


def test_a_published_version_that_nobody_approved_can_be_foretold(year: Year) -> None:
    text = another_version("proactive-care", *RATE)
    version, _ = publish_specification(text=text, by=year.publisher)
    before = foretold()
    found = foretold(Scenario(proposed=version))
    key = ("proactive-care", "aspiration", "C86001", "C86001")
    assert before[key] == Decimal("25386.66")
    assert found[key] == Decimal("27242.41")  # 183.50 × 148.46
    assert foretold() == before


def test_one_payee_alone_is_told_the_same(year: Year) -> None:
    scenario, _ = case_rate()
    for code in ("C86001", "C86003", "U72999"):
        payee = year.network.__class__.objects.get(code=code)
        for each in (AS_IT_IS, scenario):
            everybody = Ground(SPAN, ON).outturns(each)
            alone = Ground(SPAN, ON, payee).outturns(each)
            assert alone == {key: one for key, one in everybody.items() if key[2] == code}
