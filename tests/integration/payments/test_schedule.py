"""The schedule of a run, as CSV, as a workbook and as a PDF."""

from __future__ import annotations

import csv
import re
import sys
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from pypdf import PdfReader

from commissioning.models import AuditEvent, Role
from commissioning.web.pdf import NOT_INSTALLED
from payments.actions.runs import approve_run
from payments.exports.errors import ExportError
from payments.exports.lines import lines_of
from payments.exports.schedule import COLUMNS, csv_rows
from payments.exports.schedule_print import schedule_pdf
from payments.exports.schedule_workbook import LONGEST_NAME, sheet_name, write_workbook
from payments.models import PaymentLine, PaymentRun
from payments.selectors.lines import line_by_reference
from tests.factories.years import Year, a_person
from tests.integration.payments.eventful import (
    HOME,
    NAMES,
    an_eventful_september,
    is_tagged,
    squeezed,
    words_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def september() -> PaymentRun:
    return an_eventful_september()[1]


def rows_of(run: PaymentRun) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO("".join(csv_rows(run)), newline="")))


def test_csv_has_exactly_the_columns_that_finance_was_promised(september: PaymentRun) -> None:
    first = next(iter(csv_rows(september)))
    assert first == (
        "run,month,specification,version,term,payee_code,payee_name,for_code,for_month,kind,"
        "amount,explanation\r\n"
    )


def test_every_line_is_a_row_and_the_last_row_is_the_control_total(september: PaymentRun) -> None:
    *rows, total = rows_of(september)
    assert len(rows) == PaymentLine.objects.filter(calculation__run=september).count()
    assert sum(Decimal(row["amount"]) for row in rows) == Decimal(total["amount"])
    assert Decimal(total["amount"]) == september.total
    assert {name: value for name, value in total.items() if value} == {
        "run": "TOTAL",
        "amount": str(september.total),
    }


def test_amounts_are_plain_signed_decimals_and_months_are_plain(september: PaymentRun) -> None:
    *rows, _ = rows_of(september)
    assert all(re.fullmatch(r"-?[0-9]+\.[0-9]{2}", row["amount"]) for row in rows)
    assert {row["month"] for row in rows} == {row["run"] for row in rows} == {"2020-09"}
    assert all(re.fullmatch(r"20\d\d-\d\d", row["for_month"]) for row in rows)


def test_kinds_follow_the_month_and_the_sign(september: PaymentRun) -> None:
    *rows, _ = rows_of(september)
    kinds = {row["kind"] for row in rows}
    assert {"instalment", "catch-up", "recovery", "premium", "participation", "debt"} <= kinds
    for row in rows:
        earlier = row["for_month"] < row["month"]
        if row["kind"] == "catch-up":
            assert earlier
            assert Decimal(row["amount"]) > 0
        elif row["kind"] == "recovery":
            assert earlier
            assert Decimal(row["amount"]) < 0
        else:
            assert not earlier


def test_a_worked_example_comes_out_to_the_penny(september: PaymentRun) -> None:
    rows = rows_of(september)
    own = [row for row in rows if row["payee_code"] == "C86001" and row["term"] == "aspiration"]
    assert [(row["for_month"], row["kind"], row["amount"]) for row in own] == [
        ("2020-09", "instalment", "2115.55")
    ]
    back = [row for row in rows if row["payee_code"] == "C86003" and row["kind"] == "recovery"]
    assert [row["amount"] for row in back] == ["-2115.56", "-2115.55", "-2115.56"]


def test_the_home_is_named_for_a_premium_and_the_payee_for_the_rest(september: PaymentRun) -> None:
    *rows, _ = rows_of(september)
    assert [row["for_code"] for row in rows if row["kind"] == "premium"] == [HOME]
    assert all(row["for_code"] == row["payee_code"] for row in rows if row["kind"] != "premium")


def test_gaps_are_listed_first_and_debts_last(september: PaymentRun) -> None:
    *rows, _ = rows_of(september)
    gaps = [row for row in rows if row["explanation"].startswith("No ")]
    assert rows[: len(gaps)] == gaps
    assert {row["payee_code"] for row in gaps} == {"C86004"}
    assert (rows[-1]["kind"], rows[-1]["payee_code"]) == ("debt", "C86003")


def test_held_lines_say_what_is_held(september: PaymentRun) -> None:
    *rows, _ = rows_of(september)
    (held,) = [row for row in rows if row["payee_code"] == "C86002" and row["term"] == "aspiration"]
    assert (held["kind"], held["amount"]) == ("instalment", "0.00")
    assert "no answer" in held["explanation"]


def test_names_cannot_become_formulas_in_csv(september: PaymentRun) -> None:
    *rows, _ = rows_of(september)
    names = {row["payee_code"]: row["payee_name"] for row in rows}
    for code, name in NAMES.items():
        assert names[code] == f"'{name}"
    for row in rows:
        for column in set(COLUMNS) - {"amount"}:
            assert not row[column].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_line_can_be_found_again_by_its_reference(september: PaymentRun) -> None:
    for line in lines_of(september):
        assert line_by_reference(line.reference).pk == line.key


def workbook(run: PaymentRun) -> bytes:
    made = BytesIO()
    write_workbook(run, made)
    return made.getvalue()


def test_workbook_has_a_sheet_for_each_specification_one_for_debts_and_a_summary(
    september: PaymentRun,
) -> None:
    book = load_workbook(BytesIO(workbook(september)))
    assert book.sheetnames == [
        "summary",
        "enhanced-health-in-care-homes",
        "proactive-care",
        "debts",
    ]
    for name in book.sheetnames[1:]:
        heading, *_ = book[name].iter_rows(values_only=True)
        assert heading == (*COLUMNS, "reference")
        assert book[name].freeze_panes == "A2"


def test_workbook_holds_real_numbers_and_no_formula(september: PaymentRun) -> None:
    book = load_workbook(BytesIO(workbook(september)))
    amount = COLUMNS.index("amount")
    total = Decimal(0)
    for name in book.sheetnames[1:]:
        _, *rows = book[name].iter_rows()
        *lines, last = rows
        sums = [Decimal(str(row[amount].value)) for row in lines]
        assert all(row[amount].data_type == "n" for row in rows)
        assert last[0].value == "TOTAL"
        assert Decimal(str(last[amount].value)) == sum(sums)
        total += sum(sums)
        for row in rows:
            assert all(cell.data_type != "f" for cell in row)
    assert total == september.total


def test_workbook_keeps_names_as_they_are(september: PaymentRun) -> None:
    book = load_workbook(BytesIO(workbook(september)))
    _, *rows = book["proactive-care"].iter_rows(values_only=True)
    names = {row[5]: row[6] for row in rows if row[5]}
    assert names == NAMES


def test_summary_adds_up_by_specification_payee_and_kind(september: PaymentRun) -> None:
    book = load_workbook(BytesIO(workbook(september)))
    rows = list(book["summary"].iter_rows(values_only=True))
    totals = [row for row in rows if row[0] == "TOTAL"]
    assert [Decimal(str(row[3])) for row in totals] == [september.total] * 3
    assert [row[2] for row in totals] == [september.lines_count] * 3
    said = {row[0]: row for row in rows}
    assert said["Primary care network"][3] == 300  # 40 beds at £7.50
    assert said["Recovery"][3] == -6346.67
    assert any("DRAFT" in str(row[0]) for row in rows)


def test_a_long_code_still_names_a_sheet() -> None:
    names = [sheet_name(code, place) for place, code in enumerate(["a" * 60, "a" * 59 + "b", ""])]
    assert len(set(names)) == 3
    assert all(len(name) <= LONGEST_NAME for name in names)


@pytest.mark.usefixtures("pango")
def test_pdf_shows_totals_gaps_holds_and_who_approved() -> None:
    year, run = an_eventful_september()
    assert "DRAFT" in words_of(schedule_pdf(run))
    run = approve_run(run=run, by=year.approver)
    pdf = schedule_pdf(run)
    text = words_of(pdf)
    assert is_tagged(pdf)
    assert "DRAFT" not in text
    for said in (
        f"{run.total:,.2f}",
        "NolistsizeforC86004on1January2020",
        "noanswertoProactivecare",
        "-6,346.67",
        "byPriya",
        "byAlan",
        run.sha256,
        "Page1of",
    ):
        assert said in text, said
    assert (
        text.index("NolistsizeforC86004") < text.index("C86001inall")
        if ("C86001inall" in text)
        else True
    )
    assert schedule_pdf(run) == pdf


@pytest.mark.usefixtures("pango")
def test_every_page_of_the_demo_says_that_responses_are_invented(
    september: PaymentRun, settings: object
) -> None:
    assert "invented" not in words_of(schedule_pdf(september))
    settings.DEMO = True  # type: ignore[attr-defined]
    pages = PdfReader(BytesIO(schedule_pdf(september))).pages
    assert len(pages) > 1
    assert all("invented" in squeezed(page.extract_text()) for page in pages)


def test_the_same_run_gives_the_same_bytes(september: PaymentRun) -> None:
    assert list(csv_rows(september)) == list(csv_rows(september))
    assert workbook(september) == workbook(september)


def test_a_supplementary_run_is_exported_by_its_own_code(tmp_path: Path) -> None:
    year, _ = an_eventful_september()
    year.approved("2020-09")
    year.prepared("2020-09", supplementary=True, reason="a correction")
    out = tmp_path / "made" / "s.csv"
    call_command("export_schedule", "2020-09-S1", format="csv", out=out)
    assert out.read_text().splitlines()[-1].startswith("TOTAL,")


def test_command_writes_the_file_and_the_audit_trail(
    september: PaymentRun, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = a_person("exports@nhs.example", Role.FINANCE)
    for kind in ("csv", "xlsx"):
        out = tmp_path / f"schedule.{kind}"
        call_command("export_schedule", "2020-09", format=kind, out=out, by=person.email)
        assert out.stat().st_size
    event = AuditEvent.objects.filter(event="payment schedule exported").first()
    assert event
    assert event.by == person
    assert event.subject.endswith(f":{september.pk}")
    assert event.details["format"] == "xlsx"
    printed = capsys.readouterr()
    assert f"{september.total:,.2f}" in printed.out
    assert "draft" in printed.err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["schedule.csv", "schedule.xlsx"]


@pytest.mark.usefixtures("september")
def test_who_may_not_have_payments_is_refused(tmp_path: Path) -> None:
    practice = a_person("practice@nhs.example", Role.LMC)
    with pytest.raises(CommandError, match="Only finance and the primary care team"):
        call_command(
            "export_schedule", "2020-09", format="csv", out=tmp_path / "s.csv", by=practice.email
        )
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("september")
def test_nothing_is_left_behind_where_the_audit_trail_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ExportError("the audit trail cannot be written")

    monkeypatch.setattr("payments.actions.exports.record", broken)
    (tmp_path / "s.csv").write_text("the last one")
    with pytest.raises(CommandError):
        call_command("export_schedule", "2020-09", format="csv", out=tmp_path / "s.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["s.csv"]
    assert (tmp_path / "s.csv").read_text() == "the last one"


def test_a_draft_that_changes_meanwhile_is_not_exported(
    september: PaymentRun, tmp_path: Path
) -> None:
    PaymentRun.objects.filter(pk=september.pk).update(total=september.total + 1)
    for kind in ("csv", "xlsx"):
        with pytest.raises(CommandError, match="prepared again meanwhile"):
            call_command("export_schedule", "2020-09", format=kind, out=tmp_path / "s")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("run", "said"),
    [("2020-13", "not a month"), ("nonsense", "is not a run"), ("2031-01", "There is no run")],
)
def test_a_run_that_is_not_there_is_named(run: str, said: str, tmp_path: Path) -> None:
    Year()
    with pytest.raises(CommandError, match=said):
        call_command("export_schedule", run, format="csv", out=tmp_path / "s.csv")


@pytest.mark.usefixtures("september")
def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is a folder"):
        call_command("export_schedule", "2020-09", format="csv", out=tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="cannot be written to"):
        call_command("export_schedule", "2020-09", format="csv", out=tmp_path / "file" / "s.csv")


class NoPango:
    """The machine lacks pango: WeasyPrint cannot be loaded."""

    def find_spec(self, name: str, *_: object) -> None:
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.mark.usefixtures("september")
def test_without_pango_only_the_pdf_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(CommandError) as refused:
        call_command("export_schedule", "2020-09", format="pdf", out=tmp_path / "s.pdf")
    assert str(refused.value) == NOT_INSTALLED
    assert "apt-get install" in NOT_INSTALLED
    call_command("export_schedule", "2020-09", format="csv", out=tmp_path / "s.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["s.csv"]
