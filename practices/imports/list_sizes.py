"""Registered patients by practice, in the layouts of NHS Digital and the Commons Library."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from commissioning.domain.periods import written
from commissioning.imports import FileColumn, FileRow, FileRows, dates, open_table, refuse
from commissioning.imports.contents import lines_of, plain
from practices.register.files import ListSizeFile, ListSizeLine

ALL = "ALL"
GP = "GP"  # of the types of organisation in the file; the others are regions and their like
DAYS = (*dates.NHS_DIGITAL, dates.SLASHED)

COLUMNS = [
    FileColumn("publication", ("PUBLICATION",), needed=False),
    FileColumn("day", ("EXTRACT_DATE",)),
    FileColumn("type", ("TYPE", "ORG_TYPE"), needed=False),
    FileColumn("commissioner", ("CCG_CODE", "SUB_ICB_LOCATION_CODE"), needed=False),
    FileColumn("practice", ("CODE", "ORG_CODE")),
    FileColumn("sex", ("SEX",), needed=False),
    FileColumn("age", ("AGE", "AGE_GROUP_5"), needed=False),
    FileColumn("patients", ("NUMBER_OF_PATIENTS",)),
]
TOTALS_COLUMNS = [  # the Commons Library's table: no day, no commissioner
    FileColumn("practice", ("PRACTICE_CODE",)),
    FileColumn("patients", ("TOTAL",)),
]

NHS_DIGITAL = "NHS Digital, Patients Registered at a GP Practice"
COMMONS_LIBRARY = "House of Commons Library, from NHS Digital's counts"


@dataclass(frozen=True, slots=True)
class _ListSizeRow:
    row: FileRow
    practice: str
    commissioner: str
    counted_on: date
    sex: str
    age: str
    patients: Decimal
    source: str


def read_list_sizes(
    path: Path, *, commissioner: str = "", weighted: bool = False, counted_on: date | None = None
) -> ListSizeFile:
    """Read one list size for each practice: whole patients, or weighted with two decimal places.

    `counted_on` is for the table that has no day of its own. With a commissioner, only its rows
    matter; a table that names none is cut by the register later.
    """
    places = 2 if weighted else 0
    if _is_totals(path):
        if counted_on is None:
            raise refuse(
                f"{path.name} does not say on which day it counts", "Give the day with --as-at"
            )
        table = open_table(path, TOTALS_COLUMNS)
        counts = _totals(table, counted_on, places)
    else:
        table = open_table(path, COLUMNS)
        counts = _counts(table, commissioner, places)
    if not counts and not table.mistakes:
        of = f" of commissioner {commissioner}" if commissioner else ""
        table.mistakes.add(
            None,
            "",
            f"{path.name} holds no GP practice{of}",
            "Check the code, or give the file that holds it",
        )
    return ListSizeFile(path.name, _lists(counts), commissioner, table.mistakes)


def _is_totals(path: Path) -> bool:
    _, cells = next(iter(lines_of(path)), (1, []))
    wanted = {plain(title) for column in TOTALS_COLUMNS for title in column.titles}
    return wanted <= {plain(cell) for cell in cells}


def _totals(table: FileRows, counted_on: date, places: int) -> list[_ListSizeRow]:
    counts = []
    for row in table:
        mistakes_before = len(table.mistakes)
        practice = row.practice_code("practice")
        row.only_once("list", practice)
        patients = row.decimal("patients", places=places)
        if len(table.mistakes) == mistakes_before:
            count = _ListSizeRow(row, practice, "", counted_on, ALL, ALL, patients, COMMONS_LIBRARY)
            counts.append(count)
    return counts


def _counts(table: FileRows, commissioner: str, places: int) -> list[_ListSizeRow]:
    counts = []
    for row in table:
        kind = row.text_or_blank("type").upper()
        here = row.text_or_blank("commissioner").upper()
        if (kind and kind != GP) or (commissioner and here and here != commissioner):
            continue
        mistakes_before = len(table.mistakes)
        practice, counted_on = row.practice_code("practice"), row.day("day", DAYS)
        sex = row.text_or_blank("sex").upper() or ALL
        age = row.text_or_blank("age").upper() or ALL
        row.only_once("list", practice, counted_on, sex, age)
        patients = row.decimal("patients", places=places)
        source = _source(row.text_or_blank("publication", longest=60))
        if len(table.mistakes) == mistakes_before:
            counts.append(_ListSizeRow(row, practice, here, counted_on, sex, age, patients, source))
    return counts


def _source(publication: str) -> str:
    """Name the publication in words: GP_PRAC_PAT_LIST, QOF_2019_20 and so on."""
    if publication.startswith("QOF_"):
        return f"QOF {publication[4:].replace('_', '-')} list sizes, NHS Digital"
    if publication in {"", "GP_PRAC_PAT_LIST"}:
        return NHS_DIGITAL
    if publication.startswith("ILLUSTRATIVE"):
        return "illustrative: invented for the demo, published by nobody"
    return f"NHS Digital, {publication}"


def _lists(counts: list[_ListSizeRow]) -> list[ListSizeLine]:
    """One line a practice and day. Sexes and ages are added up only where no row has them all."""
    of_practice: dict[tuple[str, date], list[_ListSizeRow]] = defaultdict(list)
    for count in counts:
        of_practice[count.practice, count.counted_on].append(count)
    lines = []
    for (practice, counted_on), here in of_practice.items():
        first = here[0]
        patients = _all_patients(here)
        if patients is None:
            first.row.wrong(
                "sex",
                f"{practice} has only {' and '.join(sorted({count.sex for count in here}))} "
                f"on {written(counted_on)}",
                "Give the file of all patients, or put both sexes in one file",
            )
        elif not patients:
            first.row.wrong("patients", f"{practice} has no patients", "Leave the practice out")
        lines.append(
            ListSizeLine(
                line=first.row.line,
                practice=practice,
                practice_commissioner=first.commissioner,
                counted_on=counted_on,
                patients=patients or Decimal(0),
                source=first.source,
            )
        )
    return lines


def _all_patients(counts: list[_ListSizeRow]) -> Decimal | None:
    """All patients of a practice; None where the rows of one sex are all there is."""
    by_sex: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for count in counts:
        by_sex[count.sex][count.age] = count.patients
    totals = {
        sex: ages[ALL] if ALL in ages else sum(ages.values(), Decimal(0))
        for sex, ages in by_sex.items()
    }
    if ALL in totals:
        return totals[ALL]
    if {"MALE", "FEMALE"} <= totals.keys():
        return sum(totals.values(), Decimal(0))
    return None
