"""The Organisation Data Service's practices (epraccur): 27 columns, no headings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commissioning.imports import Column, Mistakes, Row, dates, open_table_without_headings

WIDTH = 27
ACTIVE = "A"
STATUSES = (ACTIVE, "C", "D", "P")  # active, closed, dormant, proposed
GP_PRACTICE = 4  # of the prescribing settings; the others are hospitals, out of hours and so on

COLUMNS = [
    Column("code", ("Organisation Code",), position=1),
    Column("name", ("Name",), position=2),
    *(
        Column(f"address {line}", (f"Address Line {line}",), position=4 + line)
        for line in range(1, 6)
    ),
    Column("postcode", ("Postcode",), position=10),
    Column("opened", ("Open Date",), position=11),
    Column("closed", ("Close Date",), position=12),
    Column("status", ("Status Code",), position=13),
    Column("commissioner", ("Commissioner",), position=15),
    Column("joined", ("Join Provider/Purchaser Date",), position=16),
    Column("left", ("Left Provider/Purchaser Date",), position=17),
    Column("setting", ("Prescribing Setting",), position=26),
]


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """One GP practice, whatever its status."""

    line: int
    code: str
    name: str
    address: str
    postcode: str
    opened_on: date | None
    closed_on: date | None
    is_active: bool
    commissioner: str  # empty where the publisher names none
    joined_on: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class PracticeFile:
    """The GP practices of an edition, the commissioners it covers, and what is wrong with it."""

    name: str
    rows: list[PracticeLine]
    covers: frozenset[str]
    others: int  # rows of hospitals, out of hours and the like, left out
    mistakes: Mistakes


def read_practices(path: Path, *, commissioner: str = "") -> PracticeFile:
    """Read the GP practices. With a commissioner, only that one's rows must be right.

    Rows of other commissioners are still given where they can be read: they tell where a practice
    has moved to.
    """
    table = open_table_without_headings(path, COLUMNS, width=WIDTH)
    rows, covers, others = [], set(), 0
    for row in table:
        mistakes_before = len(table.mistakes)
        here = row.text_or_blank("commissioner").upper()
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


def _practice(row: Row) -> PracticeLine | None:
    status = row.choice("status", STATUSES)
    setting = row.whole_or_none("setting")
    if setting != GP_PRACTICE:
        return None
    code = row.practice_code("code")
    row.only_once("practice", code)
    opened_on = row.day("opened", dates.ODS)
    closed_on = row.day_or_none("closed", dates.ODS)
    if closed_on and closed_on < opened_on:
        row.wrong("closed", "is before the open date", "Write a later day")
    joined_on = row.day_or_none("joined", dates.ODS)
    left_on = row.day_or_none("left", dates.ODS)
    if joined_on and left_on and left_on < joined_on:
        row.wrong("left", "is before the date of joining", "Write a later day")
    lines = [row.text_or_blank(f"address {number}", longest=70) for number in range(1, 6)]
    return PracticeLine(
        line=row.line,
        code=code,
        name=row.text("name"),
        address=", ".join(line for line in lines if line),
        postcode=row.text_or_blank("postcode", longest=10),
        opened_on=opened_on,
        closed_on=closed_on,
        is_active=status == ACTIVE,
        commissioner=row.commissioner_code("commissioner") if row.has("commissioner") else "",
        joined_on=joined_on,
        left_on=left_on,
    )
