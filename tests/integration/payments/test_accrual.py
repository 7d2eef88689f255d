"""The year-end accrual of achievement, and its reversal."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commissioning.clock import as_if_today
from commissioning.domain.periods import FinancialYear
from commissioning.models import AuditEvent, Organisation
from payments.exports.accruals import accrual_journal, accruals, basis_rows
from payments.models import LedgerCode
from payments.rules.journals import net
from practices.models import RegisterCount, Return
from tests.factories.years import Year, a_ledger_code

pytestmark = pytest.mark.django_db

YEAR = FinancialYear(2020)
APRIL_10 = date(2021, 4, 10)


def does_all_that_is_asked(practice: Organisation, register: int = 260) -> None:
    """Send the gateway form and the evaluation in time, with a register large enough."""
    for code, day in (("gateway", date(2020, 9, 20)), ("evaluation", date(2021, 2, 20))):
        Return.objects.create(
            organisation=practice,
            specification="proactive-care",
            code=code,
            submitted_on=day,
            met=True,
        )
    for day in (date(2021, 1, 4), date(2021, 4, 5)):
        RegisterCount.objects.create(
            practice=practice,
            specification="proactive-care",
            counted_on=day,
            patients=register,
            kind=RegisterCount.Kind.AUDIT,
        )


@pytest.fixture
def year() -> Year:
    """One practice for each way in which a year can end.

    C86001 did all that is asked; C86002 too, from June; C86003 failed the audits; C86004 was
    refused; C86005 has no list; C86006 never delivered.
    """
    LedgerCode.objects.all().delete()
    a_ledger_code("proactive-care", "achievement")
    a_ledger_code("proactive-care", "aspiration")
    year = Year()
    lists = {"C86001": 12001, "C86005": None}
    practices = {
        code: year.a_practice(code, f"PRACTICE {code}", lists.get(code, 7423))
        for code in ("C86001", "C86002", "C86003", "C86004", "C86005", "C86006")
    }
    for code, practice in practices.items():
        if code != "C86006":
            year.signs(practice, register=None)
            does_all_that_is_asked(practice, 140 if code == "C86003" else 260)
    practices["C86002"].sign_ups.update(starts_on=date(2020, 6, 1))
    practices["C86006"].opened_on = None
    practices["C86006"].closed_on = date(2020, 3, 31)
    practices["C86006"].save()
    for code, outcome in (("C86004", "refuse"), ("C86001", "pay"), ("C86002", "pay")):
        year.decides(
            practices[code],
            "year-end",
            outcome,
            subject="achievement",
            decided_on=APRIL_10,
            reason=f"{outcome} it",
        )
    return year


def test_amounts_are_those_of_the_rules(year: Year) -> None:
    found = {each.stand.practice.code: each for each in accruals(YEAR, APRIL_10)}
    assert year
    assert {code: each.amount for code, each in found.items()} == {
        "C86001": Decimal("17540.66"),
        "C86002": Decimal("9041.21"),
        "C86003": Decimal("0.00"),
        "C86004": Decimal("0.00"),
        "C86005": Decimal("0.00"),
    }
    assert found["C86003"].refused.startswith("unmet: Register of at least 2%")
    assert found["C86004"].refused.startswith("refused, decided by Primary Care Committee")
    assert found["C86005"].refused == "No list size for C86005 on 1 January 2020"


def test_what_is_not_due_yet_is_accrued_and_said_to_be(year: Year) -> None:
    on = date(2021, 2, 15)
    RegisterCount.objects.filter(counted_on__gt=on).delete()
    first = next(each for each in accruals(YEAR, on) if each.stand.practice.code == "C86001")
    assert year
    assert first.amount == Decimal("17540.66")
    assert "not yet due" in first.said
    assert "met" in first.said


def test_the_accrual_and_its_reversal_come_to_nothing(year: Year) -> None:
    lines = list(accrual_journal(accruals(YEAR, APRIL_10), YEAR))
    assert year
    accrued = [line for line in lines if line.journal == "ACCRUAL-2020-21"]
    back = [line for line in lines if line.journal == "REVERSAL-2020-21"]
    assert len(accrued) == len(back) == 4
    assert {(line.period, line.accounted_on) for line in accrued} == {("MAR-21", date(2021, 3, 31))}
    assert {(line.period, line.accounted_on) for line in back} == {("APR-21", date(2021, 4, 1))}
    assert net(accrued) == {
        ("02X", "571101", "52161001"): Decimal("26581.87"),
        ("02X", "571101", "21121001"): Decimal("-26581.87"),
    }
    assert not any(net(lines).values())


def test_what_is_paid_after_the_year_was_still_owed_at_its_end(year: Year) -> None:
    before = [each.amount for each in accruals(YEAR, APRIL_10)]
    april = year.approved("2021-04")
    paid = april.payee_totals.get(payee_code="C86001")
    assert paid.amount > Decimal("17540.66")
    assert [each.amount for each in accruals(YEAR, APRIL_10)] == before


def test_what_the_year_has_paid_already_is_not_accrued_again(year: Year) -> None:
    first, *_ = accruals(YEAR, APRIL_10)
    for each in first.stand.findings:
        year.decides(
            Organisation.objects.get(code="C86001"),
            "condition",
            "met",
            subject=each.condition.code,
            decided_on=date(2021, 3, 20),
        )
    run = year.approved("2021-03")
    assert run.calculations.filter(term="achievement", payee_code="C86001").exists()
    first, *_ = accruals(YEAR, APRIL_10)
    assert (first.paid, first.amount, first.refused) == (
        Decimal("17540.66"),
        Decimal("0.00"),
        "paid already",
    )


def test_command_writes_the_journal_and_where_every_condition_stands(
    year: Year, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "accrual.csv"
    with as_if_today(APRIL_10):
        call_command("export_ledger", accrual="2020-21", out=out)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "accrual-basis.csv",
        "accrual.csv",
    ]
    *rows, total = list(csv.DictReader(StringIO((tmp_path / "accrual-basis.csv").read_text())))
    assert [row["payee_code"] for row in rows] == [f"C8600{n}" for n in range(1, 6)]
    assert sum(Decimal(row["accrued"]) for row in rows) == Decimal(total["accrued"])
    assert total["accrued"] == "26581.87"
    assert "140 patients is under 2%" in rows[2]["evidence"]
    assert year
    printed = capsys.readouterr().err
    assert "26,581.87 accrued for 2 of 5" in printed
    assert "C86004" in printed
    assert AuditEvent.objects.filter(event="accrual of 2020-21 exported").count() == 1


def test_the_basis_cannot_hold_formulas(year: Year) -> None:
    Organisation.objects.filter(code="C86001").update(name="=cmd()")
    assert year
    assert ",'=cmd()," in "".join(basis_rows(accruals(YEAR, APRIL_10)))


@pytest.mark.usefixtures("year")
def test_a_year_without_achievement_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nothing to accrue"):
        call_command("export_ledger", accrual="2022-23", out=tmp_path / "accrual.csv")
    with pytest.raises(CommandError, match="not a financial year"):
        call_command("export_ledger", accrual="2020", out=tmp_path / "accrual.csv")
    assert not list(tmp_path.iterdir())
