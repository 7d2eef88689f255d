"""The Care Quality Commission's care directory with filters: active locations, care homes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commissioning.imports import Column, Mistakes, Row, dates, open_table

SHEETS = ("HSCA Active Locations", "Active Locations", "HSCA")  # spaces and _ do not matter
SOURCE = "CQC, care directory with filters"
KEY_LENGTH = 30

COLUMNS = [
    Column("id", ("Location ID",)),
    Column("registered", ("Location HSCA start date",)),
    Column("is home", ("Care home?",)),
    Column("name", ("Location Name",)),
    Column("beds", ("Care homes beds",)),
    Column("authority", ("Location Local Authority",)),
    Column("street", ("Location Street Address",), needed=False),
    Column("city", ("Location City",), needed=False),
    Column("postcode", ("Location Postal Code",), needed=False),
    Column("nursing", ("Service type - Care home service with nursing",)),
    Column("residential", ("Service type - Care home service without nursing",)),
]


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One care home on the day of the edition."""

    line: int
    location_id: str
    name: str
    beds: int
    registered_on: date
    local_authority: str
    address: str
    postcode: str
    nursing: bool
    residential: bool


@dataclass(frozen=True, slots=True)
class HomeFile:
    """The homes of an edition, the authorities it covers, and what is wrong with it."""

    name: str
    rows: list[HomeLine]
    elsewhere: list[HomeLine]  # of other authorities: they tell where a home has moved to
    covers: frozenset[str]
    mistakes: Mistakes


def read_homes(path: Path, *, local_authority: str = "") -> HomeFile:
    """Read the care homes of one local authority, or of all. Other locations are left out.

    With a local authority, only its rows must be right.
    """
    table = open_table(path, COLUMNS, sheets=SHEETS)
    rows: list[HomeLine] = []
    elsewhere: list[HomeLine] = []
    cut = " ".join(local_authority.split()).casefold()
    for row in table:
        mistakes_before = len(table.mistakes)
        authority = row.text_or_blank("authority", longest=100)
        here = not cut or authority.casefold() == cut
        home = _home(row, authority) if row.flag("is home") else None
        if len(table.mistakes) > mistakes_before:
            if not here:
                table.mistakes.back_to(mistakes_before)
        elif home:
            (rows if here else elsewhere).append(home)
    if not rows and not table.mistakes:
        where = f" in {local_authority}" if cut else ""
        table.mistakes.add(
            None,
            "",
            f"{path.name} holds no care home{where}",
            "Write the local authority as the file does, or give the file that holds it",
        )
    covers = frozenset({home_line.local_authority for home_line in rows} - {""})
    return HomeFile(path.name, rows, elsewhere, covers, table.mistakes)


def _home(row: Row, authority: str) -> HomeLine:
    location_id = row.text("id", longest=KEY_LENGTH)
    row.only_once("home", location_id)
    address = [row.text_or_blank("street"), row.text_or_blank("city", longest=90)]
    return HomeLine(
        line=row.line,
        location_id=location_id,
        name=row.text("name"),
        beds=row.whole("beds"),
        registered_on=row.day("registered", dates.CQC),
        local_authority=authority,
        address=", ".join(part for part in address if part),
        postcode=row.text_or_blank("postcode", longest=10),
        nursing=row.flag("nursing"),
        residential=row.flag("residential"),
    )
