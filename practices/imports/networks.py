"""The Organisation Data Service's primary care networks and their core partners (ePCN).

A workbook holds both; the core partners alone, as CSV, are enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import attrgetter
from pathlib import Path

from commissioning.imports import (
    FileRows,
    has_sheets,
    open_table,
    open_table_without_headings,
)
from commissioning.imports.contents import lines_of
from commissioning.imports.row_models import columns_of, read_row
from commissioning.imports.rows import PRACTICE_CODE
from practices.register.files import NetworkFile, NetworkLine, PartnershipRow, neighbours

PARTNERS = ("PCN Core Partner Details", "Core Partner Details")  # spaces do not matter
DETAILS = ("PCN Details",)
PARTNER_COLUMNS = columns_of(PartnershipRow)
PARTNER_WIDTH = 11  # where the columns come without headings


def read_networks(
    path: Path, *, commissioner: str = "", details: Path | None = None
) -> NetworkFile:
    """Read the core partners and, from a workbook or a second file, the networks.

    With a commissioner, only rows of its practices or its networks matter.
    """
    table = _partner_table(path)
    file = NetworkFile(path.name, table.mistakes, commissioner)
    _read_partners(table, file)
    if details or has_sheets(path):
        _read_details(open_table(details or path, columns_of(NetworkLine), sheets=DETAILS), file)
    if commissioner and not file.partners:
        table.mistakes.add(
            None,
            "",
            f"{path.name} holds nothing of commissioner {commissioner}",
            "Check the code, or give the file that holds it",
        )
    _check_names(file)
    _check_one_at_a_time(file)
    parents = {partner.pcn_commissioner for partner in file.partners}
    file.covers = frozenset({commissioner} if commissioner else parents)
    return file


def _partner_table(path: Path) -> FileRows:
    """Open the partners; some editions come without headings."""
    if not has_sheets(path):
        _, cells = next(iter(lines_of(path)), (1, [""]))
        if PRACTICE_CODE.fullmatch(cells[0] if cells else ""):
            return open_table_without_headings(path, PARTNER_COLUMNS, width=PARTNER_WIDTH)
    return open_table(path, PARTNER_COLUMNS, sheets=PARTNERS)


def _read_partners(table: FileRows, file: NetworkFile) -> None:
    for row in table:
        mistakes_before = len(table.mistakes)
        practices_own = row.commissioner_code("practice commissioner")
        pcns_own = row.commissioner_code("pcn commissioner")
        if file.cut and file.cut not in (practices_own, pcns_own):
            table.mistakes.back_to(mistakes_before)
            continue
        line = read_row(
            row, PartnershipRow, practice_commissioner=practices_own, pcn_commissioner=pcns_own
        )
        if line.ends_on and line.ends_on < line.starts_on:
            row.wrong("to", "is before the start date", "Write a later day")
        row.only_once("membership", line.practice, line.pcn, line.starts_on)
        if len(table.mistakes) == mistakes_before:
            file.partners.append(line)
        for code, name in (
            (practices_own, line.practice_commissioner_name),
            (pcns_own, line.pcn_commissioner_name),
        ):
            if name:
                file.commissioners.setdefault(code, name)


def _read_details(table: FileRows, file: NetworkFile) -> None:
    ours = {partner.pcn for partner in file.partners}
    table.reading.mistakes = file.mistakes
    table.reading.titles = {
        name: f"{DETAILS[0]}, {title}" for name, title in table.reading.titles.items()
    }
    for row in table:
        mistakes_before = len(table.mistakes)
        code, commissioner = row.pcn_code("pcn"), row.commissioner_code("pcn commissioner")
        if file.cut and file.cut != commissioner and code not in ours:
            table.mistakes.back_to(mistakes_before)
            continue
        row.only_once("network", code)
        file.networks[code] = read_row(row, NetworkLine, code=code, commissioner=commissioner)


def _check_names(file: NetworkFile) -> None:
    """A network has one name and one commissioner in an edition: those that most rows give."""
    rows_of: dict[str, list[PartnershipRow]] = defaultdict(list)
    for partner in file.partners:
        rows_of[partner.pcn].append(partner)
    for code, rows in rows_of.items():
        for column, says in (
            ("PCN Name", attrgetter("pcn_name")),
            ("PCN Parent", attrgetter("pcn_commissioner")),
        ):
            ((usual, _),) = Counter(map(says, rows)).most_common(1)
            where = next(row.line for row in rows if says(row) == usual)
            for row in rows:
                if says(row) != usual:
                    file.mistakes.add(
                        row.line,
                        column,
                        f"{code} is {says(row)} here and {usual} on line {where}",
                        "Write the same in both",
                    )


def _check_one_at_a_time(file: NetworkFile) -> None:
    """A practice is in one network at a time. It may leave and join on the same day."""
    for earlier, later in neighbours(file.partners):
        if earlier.ends_on is None or earlier.ends_on > later.starts_on:
            until = "with no end" if earlier.ends_on is None else f"until {earlier.ends_on}"
            file.mistakes.add(
                later.line,
                "PCN Code",
                f"{later.practice} joins {later.pcn} on {later.starts_on} while it is in "
                f"{earlier.pcn} {until} (line {earlier.line})",
                "End the earlier membership, or correct the start",
            )
