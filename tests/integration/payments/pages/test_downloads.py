"""The schedule as a file, from the page of a run."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from commissioning.models import AuditEvent, Role
from payments.exports import formats
from payments.exports.errors import ExportError
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import Open, with_role, words


def test_csv_is_the_schedule_and_is_noted(year: Year, see: Open) -> None:
    run = year.approved("2020-04")

    file = see(year.preparer, "/runs/2020-04/schedule.csv")

    rows = list(csv.DictReader(StringIO(file.content.decode())))
    assert len(rows) == run.lines_count + 1
    assert rows[-1]["run"] == "TOTAL"
    assert rows[-1]["amount"] == str(run.total)
    assert file.headers["Content-Disposition"] == 'attachment; filename="schedule-2020-04.csv"'
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    noted = AuditEvent.objects.get(event="payment schedule exported")
    assert noted.by == year.preparer
    assert noted.details["format"] == "csv"


def test_workbook_opens(year: Year, see: Open) -> None:
    year.approved("2020-04")

    file = see(year.publisher, "/runs/2020-04/schedule.xlsx")

    assert openpyxl.load_workbook(BytesIO(file.content)).sheetnames


@pytest.mark.usefixtures("pango")
def test_pdf_is_one(year: Year, see: Open) -> None:
    year.approved("2020-04")

    assert see(year.preparer, "/runs/2020-04/schedule.pdf").content.startswith(b"%PDF-")


def test_a_draft_says_so_in_its_name(year: Year, see: Open) -> None:
    year.prepared("2020-04")

    named = see(year.preparer, "/runs/2020-04/schedule.csv").headers["Content-Disposition"]

    assert "schedule-2020-04-draft.csv" in named


def test_what_cannot_be_made_is_explained_and_not_noted(
    year: Year, see: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ExportError("PDF printing is not installed: apt-get install -y libpango-1.0-0")

    year.approved("2020-04")
    monkeypatch.setitem(formats.FORMATS, "pdf", fail)  # type: ignore[arg-type]

    answer = see(year.preparer, "/runs/2020-04/schedule.pdf")

    assert answer.status_code == 503
    assert "apt-get install -y libpango-1.0-0" in words(answer)
    assert not AuditEvent.objects.filter(event="payment schedule exported").exists()


def test_only_those_who_may_export_are_offered_files(year: Year, see: Open) -> None:
    year.approved("2020-04")
    auditor = with_role(Role.DATA_QUALITY)

    assert "Download the schedule" in words(see(year.preparer, "/runs/2020-04/"))
    assert "Download the schedule" not in words(see(auditor, "/runs/2020-04/"))
    assert see(auditor, "/runs/2020-04/schedule.csv").status_code == 403
