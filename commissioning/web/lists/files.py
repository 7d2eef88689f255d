"""A list as a file, CSV or workbook: every row that its filters leave, as typed values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse

from commissioning.web.lists.cells import Value

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_file(
    name: str, kind: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]
) -> HttpResponse:
    """The file as an answer that a browser saves."""
    content = _csv(headings, rows) if kind == "csv" else _workbook(name, headings, rows)
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
    )


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(headings)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    """As text. A text that a spreadsheet would take for a formula is marked as text."""
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return str(value)


def _workbook(name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    made = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "d mmm yyyy",
    }
    with xlsxwriter.Workbook(made, options) as book:
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, headings, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, Decimal):
                    sheet.write_number(number, column, value, money)
                elif value is not None:
                    sheet.write(number, column, value)
        sheet.autofit()
    return made.getvalue()
