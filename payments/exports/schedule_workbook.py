"""The schedule as a workbook: a summary, a sheet for each specification, and one for debts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import astuple, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from django.conf import settings

from commissioning.domain.money import NOTHING
from commissioning.models import Organisation
from commissioning.records.audit import as_read
from payments.exports.lines import RunLine, lines_of
from payments.exports.notes import about, demo_note
from payments.exports.schedule import COLUMNS, TOTAL, ScheduleRow
from payments.models import PaymentLine, PaymentRun
from payments.selectors.exports import specifications_paid, versions_of

HEADINGS = (*COLUMNS, "reference")
AMOUNT = COLUMNS.index("amount")
WIDTHS = {
    "run": 11,
    "month": 9,
    "specification": 28,
    "version": 11,
    "term": 14,
    "payee_code": 11,
    "payee_name": 36,
    "for_code": 15,
    "for_month": 11,
    "kind": 13,
    "amount": 15,
    "explanation": 80,
    "reference": 44,
}
DEBTS = "debts"
SUMMARY = "summary"
LONGEST_NAME = 31  # letters a sheet's name may have
MONEY = "#,##0.00;[Red]-#,##0.00"


@dataclass
class ScheduleSum:
    """Lines, and what they come to."""

    lines: int = 0
    amount: Decimal = NOTHING
    payees: set[str] = field(default_factory=set)

    def add(self, line: RunLine) -> None:
        self.lines += 1
        self.amount += line.amount
        self.payees.add(line.payee_code)


class Sheet:
    """One sheet of lines, written downwards: what is written stays in memory for no longer."""

    def __init__(self, book: Any, name: str, formats: dict[str, Any]) -> None:
        self.formats = formats
        self.sheet = book.add_worksheet(name)
        self.row = 1
        self.sum = ScheduleSum()
        for place, heading in enumerate(HEADINGS):
            self.sheet.set_column(place, place, WIDTHS[heading])
            self.sheet.write_string(0, place, heading, formats["heading"])
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&L&A&RPage &P of &N")

    def add(self, line: RunLine) -> None:
        self.sum.add(line)
        texts = (*astuple(ScheduleRow.of(line)), line.reference)
        for place, text in enumerate(texts):
            if place == AMOUNT:
                self.sheet.write_number(self.row, place, line.amount, self.formats["money"])
            else:
                self.sheet.write_string(self.row, place, text, self.formats["text"])
        self.row += 1

    def close(self) -> None:
        """Offer filters, and write the control total as the last row."""
        self.sheet.autofilter(0, 0, max(1, self.row - 1), len(HEADINGS) - 1)
        bold = self.formats["total"]
        self.sheet.write_string(self.row, 0, TOTAL, bold)
        self.sheet.write_number(self.row, AMOUNT, self.sum.amount, self.formats["total money"])


def write_workbook(run: PaymentRun, target: Path | BinaryIO) -> None:
    """Write a run's schedule as an .xlsx file. Text is written as text: never as a formula."""
    book = xlsxwriter.Workbook(
        target if not isinstance(target, Path) else str(target),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    made = as_read(run.approved_at or run.prepared_at).replace(tzinfo=None)
    book.set_properties({"title": f"Payment schedule, {run}", "created": made})
    formats = _formats(book)
    summary = book.add_worksheet(SUMMARY)
    codes = specifications_paid(run)
    sheets = {
        code: Sheet(book, sheet_name(code, place), formats)
        for place, code in enumerate([*filter(None, codes), *([""] if "" in codes else [])])
    }
    kinds: dict[str, ScheduleSum] = defaultdict(ScheduleSum)
    payee_kinds: dict[str, ScheduleSum] = defaultdict(ScheduleSum)
    try:
        for line in lines_of(run):
            sheets[line.specification].add(line)
            kinds[line.kind].add(line)
            payee_kinds[line.payee_kind].add(line)
        for sheet in sheets.values():
            sheet.close()
        _summarise(summary, run, formats, sheets, (payee_kinds, kinds))
    finally:
        book.close()


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": "Arial", "font_size": 10}
    heading = font | {"bold": True, "bg_color": "#D8E6F3", "bottom": 1}
    return {
        "text": book.add_format(font | {"valign": "top"}),
        "wrapped": book.add_format(font | {"text_wrap": True, "valign": "top"}),
        "money": book.add_format(font | {"num_format": MONEY, "valign": "top"}),
        "count": book.add_format(font | {"num_format": "#,##0"}),
        "heading": book.add_format(heading),
        "number heading": book.add_format(heading | {"align": "right"}),
        "title": book.add_format(font | {"bold": True, "font_size": 14}),
        "draft": book.add_format(font | {"bold": True, "font_color": "#D4351C"}),
        "total": book.add_format(font | {"bold": True, "top": 1}),
        "total count": book.add_format(font | {"bold": True, "top": 1, "num_format": "#,##0"}),
        "total money": book.add_format(font | {"bold": True, "top": 1, "num_format": MONEY}),
    }


def sheet_name(code: str, place: int) -> str:
    """A sheet's name: the specification's code, cut to what Excel takes."""
    if not code:
        return DEBTS
    if len(code) <= LONGEST_NAME and code not in (SUMMARY, DEBTS):
        return code
    return f"{code[: LONGEST_NAME - 4]} {place + 1}"


def _summarise(
    sheet: Any,
    run: PaymentRun,
    formats: dict[str, Any],
    sheets: dict[str, Sheet],
    others: tuple[dict[str, ScheduleSum], dict[str, ScheduleSum]],
) -> None:
    payee_kinds, kinds = others
    titles = {version.code: version.title for version in versions_of(run).values()}
    sheet.set_column(0, 0, 62)
    sheet.set_column(1, 2, 12)
    sheet.set_column(3, 3, 18)
    sheet.write_string(0, 0, f"Payment schedule, {run}", formats["title"])
    row = 1
    for text in filter(None, (demo_note(demo=settings.DEMO), *about(run))):
        style = "draft" if text.startswith("DRAFT") else "wrapped"
        sheet.write_string(row, 0, text, formats[style])
        row += 1
    people = dict(Organisation.Kind.choices)
    tables = (
        (
            "Specification",
            {
                titles.get(code, code) or "Debts": specification_sheet.sum
                for code, specification_sheet in sheets.items()
            },
        ),
        (
            "Paid to",
            {str(people.get(code, code)): payee_sum for code, payee_sum in payee_kinds.items()},
        ),
        (
            "Kind of line",
            {
                str(kind.label): kinds[kind.value]
                for kind in PaymentLine.Kind
                if kind.value in kinds
            },
        ),
    )
    for heading, sums in tables:
        row = _table(sheet, row + 1, formats, heading, sums)
    sheet.freeze_panes(1, 0)


def _table(
    sheet: Any, row: int, formats: dict[str, Any], heading: str, sums: dict[str, ScheduleSum]
) -> int:
    sheet.write_string(row, 0, heading, formats["heading"])
    for place, text in enumerate(("Payees", "Lines", "Amount"), start=1):
        sheet.write_string(row, place, text, formats["number heading"])
    payees: set[str] = set()
    for name, subtotal in sums.items():
        row += 1
        payees |= subtotal.payees
        sheet.write_string(row, 0, name, formats["text"])
        sheet.write_number(row, 1, len(subtotal.payees), formats["count"])
        sheet.write_number(row, 2, subtotal.lines, formats["count"])
        sheet.write_number(row, 3, subtotal.amount, formats["money"])
    row += 1
    sheet.write_string(row, 0, TOTAL, formats["total"])
    sheet.write_number(row, 1, len(payees), formats["total count"])
    sheet.write_number(
        row, 2, sum(subtotal.lines for subtotal in sums.values()), formats["total count"]
    )
    total = sum((subtotal.amount for subtotal in sums.values()), start=NOTHING)
    sheet.write_number(row, 3, total, formats["total money"])
    return row + 1
