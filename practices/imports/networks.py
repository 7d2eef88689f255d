"""The Organisation Data Service's primary care networks and their core partners (ePCN).

A workbook holds both; the core partners alone, as CSV, are enough. Headings speak of CCGs until
2022 and of Sub ICB locations since.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

from commissioning.imports import (
    Column,
    Mistakes,
    Table,
    dates,
    has_sheets,
    open_table,
    open_table_without_headings,
)
from commissioning.imports.contents import lines_of
from commissioning.imports.rows import PRACTICE_CODE

PARTNERS = ("PCN Core Partner Details", "Core Partner Details")  # spaces do not matter
DETAILS = ("PCN Details",)
DAYS = (*dates.ODS, dates.SLASHED)


def _parent(whose: str, what: str) -> tuple[str, ...]:
    bodies = ("CCG", "Sub ICB Loc", "Sub ICB Location", "SICBL")
    return tuple(f"{whose} {body} {what}" for body in bodies)


PARTNER_COLUMNS = [
    Column("practice", ("Partner Organisation Code",), position=1),
    Column("practice commissioner", _parent("Practice Parent", "Code"), position=3),
    Column("practice commissioner name", _parent("Practice Parent", "Name"), position=4),
    Column("pcn", ("PCN Code",), position=5),
    Column("pcn name", ("PCN Name",), position=6),
    Column("pcn commissioner", _parent("PCN Parent", "Code"), position=7),
    Column("pcn commissioner name", _parent("PCN Parent", "Name"), position=8),
    Column("from", ("Practice to PCN Relationship Start Date",), position=9),
    Column("to", ("Practice to PCN Relationship End Date",), position=10),
]
PARTNER_WIDTH = 11  # where the columns come without headings

DETAIL_COLUMNS = [
    Column("pcn", ("PCN Code",)),
    Column("pcn name", ("PCN Name",)),
    Column(
        "pcn commissioner",
        (
            "Current Clinical Commissioning Group Code",
            *_parent("Current", "Code"),
            *_parent("PCN Parent", "Code"),
        ),
    ),
    Column("opened", ("Open Date (YYYYMMDD)", "Open Date")),
    Column("closed", ("Close Date", "Close Date (YYYYMMDD)")),
    *(Column(f"address {line}", (f"Address Line {line}",), needed=False) for line in range(1, 6)),
    Column("postcode", ("Postcode",), needed=False),
]


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A practice was a core partner of a network between two dates."""

    line: int
    practice: str
    practice_commissioner: str
    pcn: str
    pcn_name: str
    pcn_commissioner: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A network itself: only workbooks have these."""

    code: str
    name: str
    commissioner: str
    opened_on: date
    closed_on: date | None
    address: str
    postcode: str


@dataclass(slots=True)
class NetworkFile:
    """The partners and networks of an edition, what it covers, and what is wrong with it."""

    name: str
    mistakes: Mistakes
    cut: str = ""
    partners: list[PartnerLine] = field(default_factory=list)
    networks: dict[str, NetworkLine] = field(default_factory=dict)
    covers: frozenset[str] = frozenset()
    commissioners: dict[str, str] = field(default_factory=dict)  # names by code


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
        _read_details(open_table(details or path, DETAIL_COLUMNS, sheets=DETAILS), file)
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


def _partner_table(path: Path) -> Table:
    """Open the partners; some editions come without headings."""
    if not has_sheets(path):
        _, cells = next(iter(lines_of(path)), (1, [""]))
        if PRACTICE_CODE.fullmatch(cells[0] if cells else ""):
            return open_table_without_headings(path, PARTNER_COLUMNS, width=PARTNER_WIDTH)
    return open_table(path, PARTNER_COLUMNS, sheets=PARTNERS)


def _read_partners(table: Table, file: NetworkFile) -> None:
    for row in table:
        mistakes_before = len(table.mistakes)
        practices_own = row.commissioner_code("practice commissioner")
        pcns_own = row.commissioner_code("pcn commissioner")
        if file.cut and file.cut not in (practices_own, pcns_own):
            table.mistakes.back_to(mistakes_before)
            continue
        starts_on, ends_on = row.day("from", DAYS), row.day_or_none("to", DAYS)
        if ends_on and ends_on < starts_on:
            row.wrong("to", "is before the start date", "Write a later day")
        line = PartnerLine(
            line=row.line,
            practice=row.practice_code("practice"),
            practice_commissioner=practices_own,
            pcn=row.pcn_code("pcn"),
            pcn_name=row.text("pcn name"),
            pcn_commissioner=pcns_own,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        row.only_once("membership", line.practice, line.pcn, starts_on)
        if len(table.mistakes) == mistakes_before:
            file.partners.append(line)
        for code, name in (
            (practices_own, row.text_or_blank("practice commissioner name")),
            (pcns_own, row.text_or_blank("pcn commissioner name")),
        ):
            if name:
                file.commissioners.setdefault(code, name)


def _read_details(table: Table, file: NetworkFile) -> None:
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
        address = [row.text_or_blank(f"address {line}", longest=70) for line in range(1, 6)]
        file.networks[code] = NetworkLine(
            code=code,
            name=row.text("pcn name"),
            commissioner=commissioner,
            opened_on=row.day("opened", DAYS),
            closed_on=row.day_or_none("closed", DAYS),
            address=", ".join(address_line for address_line in address if address_line),
            postcode=row.text_or_blank("postcode", longest=10),
        )


def _check_names(file: NetworkFile) -> None:
    """A network has one name and one commissioner in an edition: those that most rows give."""
    rows_of: dict[str, list[PartnerLine]] = defaultdict(list)
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


def neighbours(partners: Sequence[PartnerLine]) -> list[tuple[PartnerLine, PartnerLine]]:
    """Each membership with the same practice's next one."""
    rows = sorted(partners, key=lambda partner: (partner.practice, partner.starts_on, partner.line))
    return [
        (earlier, later) for earlier, later in pairwise(rows) if earlier.practice == later.practice
    ]
