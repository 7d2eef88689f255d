"""Bringing in the table of ledger codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commissioning.models import AuditEvent, Role
from payments.models import LedgerCode
from payments.selectors.ledger import ledger_codes
from tests.factories.years import Year, a_ledger_code, a_person

pytestmark = pytest.mark.django_db

HEADINGS = (
    "specification,term,entity,cost_centre,account,creditor_account,accrual_account,"
    "debtor_account,description\n"
)
ASPIRATION = "proactive-care,aspiration,02X,571101,052161010,2111,2112,1211,Aspiration\n"
DEBTS = ",debt,02X,571101,52160000,2111,2112,1211,\n"


@pytest.fixture(autouse=True)
def _year() -> None:
    LedgerCode.objects.all().delete()
    Year()


def bring_in(tmp_path: Path, text: str, **more: object) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(text)
    call_command("import_ledger_codes", path, **more)


def test_the_file_becomes_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_ledger_code("", "")
    bring_in(tmp_path, HEADINGS + ASPIRATION + DEBTS)
    printed = capsys.readouterr().out
    assert "Added: 2" in printed
    assert "Closed: 1" in printed
    codes = ledger_codes()
    assert set(codes.rows) == {("proactive-care", "aspiration"), ("", "debt")}
    code = codes.of("proactive-care", "aspiration")
    assert code
    assert code.account == "052161010"  # a leading zero counts
    assert AuditEvent.objects.filter(event__startswith="ledger code").count() == 3


def test_the_same_file_again_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(tmp_path, HEADINGS + ASPIRATION)
    events = AuditEvent.objects.count()
    capsys.readouterr()
    bring_in(tmp_path, HEADINGS + ASPIRATION)
    assert "Unchanged: 1" in capsys.readouterr().out
    assert AuditEvent.objects.count() == events


def test_a_rehearsal_changes_nothing(tmp_path: Path) -> None:
    bring_in(tmp_path, HEADINGS + ASPIRATION, dry_run=True)
    assert not LedgerCode.objects.exists()


def test_another_account_changes_the_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(tmp_path, HEADINGS + ASPIRATION)
    bring_in(tmp_path, HEADINGS + ASPIRATION.replace("052161010", "52169999"))
    assert "Changed: 1" in capsys.readouterr().out
    assert LedgerCode.objects.get().account == "52169999"


def test_every_mistake_is_said_at_once(tmp_path: Path) -> None:
    wrong = "proactive-care,aspiration,02X,,5 2,2111,2112,1211,\n"
    with pytest.raises(CommandError) as refused:
        bring_in(tmp_path, HEADINGS + ASPIRATION + wrong)
    said = str(refused.value)
    assert "line 3, cost_centre: is blank" in said
    assert "“5 2” is not a ledger code" in said
    assert "line 3, specification" in said or "line 2" in said  # the same term twice
    assert not LedgerCode.objects.exists()


def test_a_payment_that_nobody_published_is_pointed_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(tmp_path, HEADINGS + ASPIRATION.replace("aspiration", "aspirations"))
    assert "check the spelling" in capsys.readouterr().out


def test_only_finance_keeps_the_table(tmp_path: Path) -> None:
    team = a_person("team@nhs.example", Role.PRIMARY_CARE)
    with pytest.raises(CommandError, match="Only finance keeps"):
        bring_in(tmp_path, HEADINGS + ASPIRATION, by=team.email)
    finance = a_person("codes@nhs.example", Role.FINANCE)
    bring_in(tmp_path, HEADINGS + ASPIRATION, by=finance.email)
    assert AuditEvent.objects.filter(event="ledger code added", by=finance).exists()


def test_the_most_particular_row_stands_for_a_payment() -> None:
    for specification, term in (("", ""), ("", "final"), ("one", ""), ("one", "final")):
        a_ledger_code(specification, term, description=f"{specification}/{term}")
    codes = ledger_codes()
    found = {
        key: code.description
        for key in (("one", "final"), ("one", "upfront"), ("two", "final"), ("two", "upfront"))
        if (code := codes.of(*key))
    }
    assert found == {
        ("one", "final"): "one/final",
        ("one", "upfront"): "one/",
        ("two", "final"): "/final",
        ("two", "upfront"): "/",
    }
