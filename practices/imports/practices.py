"""The Organisation Data Service's practices (epraccur): 27 columns, no headings."""

from __future__ import annotations

from pathlib import Path

from commissioning.imports import FileColumn, FileRow, open_table_without_headings
from commissioning.imports.row_models import columns_of, read_row
from practices.register.files import PracticeFile, PracticeLine

WIDTH = 27
ACTIVE = "A"
STATUSES = (ACTIVE, "C", "D", "P")  # active, closed, dormant, proposed
GP_PRACTICE = 4  # of the prescribing settings; the others are hospitals, out of hours and so on

COLUMNS = [
    *columns_of(PracticeLine),
    FileColumn("Status Code", position=13),
    FileColumn("Prescribing Setting", position=26),
]


def read_practices(path: Path, *, commissioner: str = "") -> PracticeFile:
    """Read the GP practices. With a commissioner, only that one's rows must be right.

    Rows of other commissioners are still given where they can be read: they tell where a practice
    has moved to.
    """
    table = open_table_without_headings(path, COLUMNS, width=WIDTH)
    rows, covers, others = [], set(), 0
    for row in table:
        mistakes_before = len(table.mistakes)
        here = row.text_or_blank("Commissioner").upper()
        practice = _practice(row)
        if commissioner and here != commissioner:
            if len(table.mistakes) == mistakes_before and practice:
                rows.append(practice)
            table.mistakes.back_to(mistakes_before)
            continue
        covers.add(here)
        if practice:
            rows.append(practice)
        else:
            others += 1
    if commissioner and commissioner not in covers:
        table.mistakes.add(
            None,
            "",
            f"{path.name} holds nothing of commissioner {commissioner}",
            "Check the code, or give the file that holds it",
        )
    return PracticeFile(path.name, rows, frozenset(covers - {""}), others, table.mistakes)


def _practice(row: FileRow) -> PracticeLine | None:
    status = row.choice("Status Code", STATUSES)
    setting = row.whole_or_none("Prescribing Setting")
    if setting != GP_PRACTICE:
        return None
    line = read_row(row, PracticeLine, is_active=status == ACTIVE)
    row.only_once("practice", line.code)
    if line.opened_on and line.closed_on and line.closed_on < line.opened_on:
        row.wrong("Close Date", "is before the open date", "Write a later day")
    if line.joined_on and line.left_on and line.left_on < line.joined_on:
        row.wrong(
            "Left Provider/Purchaser Date", "is before the date of joining", "Write a later day"
        )
    return line
