"""Journals for the ledger: balanced, hashed, and charged where the table of codes says."""

from __future__ import annotations

import csv
import hashlib
from decimal import Decimal
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from commissioning.models import AuditEvent
from payments.actions.runs import approve_run
from payments.exports.journals import journal_rows, run_journal
from payments.models import LedgerCode, PaymentLine, PaymentRun
from payments.rules.journals import Control
from tests.factories.years import Year, a_ledger_code
from tests.integration.payments.eventful import an_eventful_september

pytestmark = pytest.mark.django_db

HEADINGS = (
    "journal,period,accounted_on,entity,cost_centre,subjective,debit,credit,description,reference"
)


@pytest.fixture
def september() -> PaymentRun:
    year, run = an_eventful_september()
    LedgerCode.objects.all().delete()
    a_ledger_code("proactive-care", account="52161010")
    a_ledger_code("enhanced-health-in-care-homes", account="52162090")
    a_ledger_code("enhanced-health-in-care-homes", "premium", account="52162010", entity="")
    a_ledger_code("", "debt")
    return approve_run(run=run, by=year.approver)


def written(run: PaymentRun) -> str:
    return "".join(journal_rows(run_journal(run), Control()))


def rows_in(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def net_of(row: dict[str, str]) -> Decimal:
    return Decimal(row["debit"] or 0) - Decimal(row["credit"] or 0)


def test_debits_equal_credits_in_all_and_for_every_line_of_the_run(september: PaymentRun) -> None:
    text = written(september)
    assert text.splitlines()[0] == HEADINGS
    *rows, total = rows_in(text)
    assert sum(net_of(row) for row in rows) == 0
    by_reference: dict[str, list[Decimal]] = {}
    for row in rows:
        assert (not row["debit"]) != (not row["credit"])
        by_reference.setdefault(row["reference"], []).append(net_of(row))
    assert all(sum(each) == 0 and len(each) == 2 for each in by_reference.values())
    paid = PaymentLine.objects.filter(calculation__run=september).exclude(amount=0)
    assert len(by_reference) == paid.count()
    volume = sum(abs(each.amount) for each in paid)
    assert (total["journal"], total["debit"], total["credit"]) == (
        "TOTAL",
        str(volume),
        str(volume),
    )


def test_the_payables_come_to_what_is_paid(september: PaymentRun) -> None:
    rows = rows_in(written(september))[:-1]
    assert -sum(net_of(row) for row in rows if row["subjective"] == "21111001") == september.total


def test_recoveries_are_reversed_and_debts_go_to_receivables(september: PaymentRun) -> None:
    rows = rows_in(written(september))
    own = {
        (row["reference"], row["subjective"]): (row["debit"], row["credit"])
        for row in rows
        if "C86003" in row["reference"]
    }
    june = "2020-09/C86003/aspiration/2020-06"
    assert own[june, "52161010"] == ("", "2115.56")
    assert own[june, "21111001"] == ("2115.56", "")
    debt = "2020-09/C86003/debt/2020-09"
    (line,) = PaymentLine.objects.filter(calculation__run=september, kind="debt")
    assert own[debt, "12111001"] == (str(line.amount), "")
    assert own[debt, "21111001"] == ("", str(line.amount))


def test_the_most_particular_code_counts(september: PaymentRun) -> None:
    accounts = {
        row["reference"].split("/")[2]: row["subjective"]
        for row in rows_in(written(september))[:-1]
        if row["debit"] and "recovery" not in row["description"]
    }
    assert accounts == {
        "aspiration": "52161010",
        "participation": "52162090",
        "premium": "52162010",
        "debt": "12111001",
    }
    assert {row["entity"] for row in rows_in(written(september))[:-1]} == {"02X"}


def test_period_and_date_are_those_of_the_run(september: PaymentRun) -> None:
    *rows, _ = rows_in(written(september))
    assert {(row["journal"], row["period"], row["accounted_on"]) for row in rows} == {
        ("2020-09", "SEP-20", "2020-09-30")
    }


def test_the_hash_is_that_of_the_lines_as_they_stand_in_the_file(
    september: PaymentRun, tmp_path: Path
) -> None:
    out = tmp_path / "journal.csv"
    call_command("export_ledger", "2020-09", out=out)
    _, *lines, last = out.read_bytes().splitlines(keepends=True)
    (total,) = list(csv.reader([last.decode()]))
    assert total[-2] == f"{len(lines)} lines"
    assert total[-1] == f"SHA-256 {hashlib.sha256(b''.join(lines)).hexdigest()}"
    assert out.read_bytes().decode() == written(september) == written(september)
    event = AuditEvent.objects.get(event="ledger journal exported")
    assert total[-1].endswith(event.details["sha256"])


@pytest.mark.usefixtures("september")
def test_without_a_file_the_journal_goes_to_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("export_ledger", "2020-09")
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == HEADINGS
    assert printed.out.splitlines()[-1].startswith("TOTAL,")
    assert "SHA-256" in printed.err


def test_descriptions_cannot_become_formulas(september: PaymentRun) -> None:
    for row in rows_in(written(september)):
        for name, value in row.items():
            if name not in ("debit", "credit"):
                assert not value.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.usefixtures("september")
def test_terms_without_a_code_are_named_with_the_command_that_adds_them(tmp_path: Path) -> None:
    LedgerCode.objects.exclude(specification="proactive-care").delete()
    with pytest.raises(CommandError) as refused:
        call_command("export_ledger", "2020-09", out=tmp_path / "journal.csv")
    for said in (
        "debt",
        "enhanced-health-in-care-homes/premium",
        "enhanced-health-in-care-homes/participation",
        "import_ledger_codes",
    ):
        assert said in str(refused.value)
    assert "proactive-care" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_draft_is_not_posted(tmp_path: Path) -> None:
    an_eventful_september()
    with pytest.raises(CommandError, match="is a draft"):
        call_command("export_ledger", "2020-09", out=tmp_path / "journal.csv")


@pytest.mark.usefixtures("september")
@pytest.mark.parametrize("asked", [[], ["2020-09", "--accrual", "2020-21"]])
def test_a_run_or_a_year_is_named_and_not_both(asked: list[str]) -> None:
    with pytest.raises(CommandError, match="Name a run"):
        call_command("export_ledger", *asked)


def test_the_codes_shipped_post_to_suspense_and_say_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    LedgerCode.objects.all().delete()
    import_module("payments.migrations.0001_initial").add_default_ledger_code(apps, None)
    year = Year()
    year.signs(year.a_practice("C86001", "A PRACTICE"))
    year.approved("2020-04")
    call_command("export_ledger", "2020-04")
    printed = capsys.readouterr()
    charged, owed, _ = rows_in(printed.out)
    assert (charged["entity"], charged["subjective"], charged["debit"]) == (
        "02X",
        "SUSPENSE",
        "2115.56",
    )
    assert owed["subjective"] == "PAYABLES"
    assert "proactive-care/aspiration" in printed.err
    assert "import_ledger_codes" in printed.err
