"""The layout of the care directory: active locations, of which care homes only are read."""

from __future__ import annotations

from pathlib import Path

from carehomes.register.directory import HomeFile, HomeLine
from commissioning.imports import FileColumn, open_table
from commissioning.imports.row_models import columns_of, read_row

SHEETS = ("HSCA Active Locations", "Active Locations", "HSCA")  # spaces and _ do not matter

COLUMNS = columns_of(HomeLine)
COLUMNS.insert(2, FileColumn("is home", ("Care home?",)))


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
        home = None
        if row.flag("is home"):
            home = read_row(row, HomeLine, local_authority=authority)
            row.only_once("home", home.location_id)
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
