"""The Care Quality Commission's care directory with filters: what is read of each care home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic.dataclasses import dataclass as row_model

from commissioning.imports import FileColumn, FileRow, Mistakes, dates
from commissioning.imports.row_models import (
    Blank,
    FileCell,
    HomeId,
    Postcode,
    Text,
    day_as,
    joined,
    text_of,
)

SOURCE = "CQC, care directory with filters"

STREET = FileColumn("street", ("Location Street Address",), needed=False)
CITY = FileColumn("city", ("Location City",), needed=False)
NURSING = FileColumn("nursing", ("Service type - Care home service with nursing",))
RESIDENTIAL = FileColumn("residential", ("Service type - Care home service without nursing",))


@row_model(frozen=True, slots=True)
class HomeLine:
    """One care home on the day of the edition."""

    line: int
    location_id: Annotated[HomeId, FileColumn("id", ("Location ID",))]
    registered_on: Annotated[
        date, day_as(dates.CQC), FileColumn("registered", ("Location HSCA start date",))
    ]
    name: Annotated[Text, FileColumn("name", ("Location Name",))]
    beds: Annotated[int, FileCell(FileRow.whole), FileColumn("beds", ("Care homes beds",))]
    local_authority: Annotated[
        str, text_of(100), Blank(""), FileColumn("authority", ("Location Local Authority",))
    ]
    address: Annotated[str, joined({STREET: 200, CITY: 90})]
    postcode: Annotated[Postcode, FileColumn("postcode", ("Location Postal Code",), needed=False)]
    nursing: Annotated[bool, FileCell(FileRow.flag), NURSING]
    residential: Annotated[bool, FileCell(FileRow.flag), RESIDENTIAL]


@dataclass(frozen=True, slots=True)
class HomeFile:
    """The homes of an edition, the authorities it covers, and what is wrong with it."""

    name: str
    rows: list[HomeLine]
    elsewhere: list[HomeLine]  # of other authorities: they tell where a home has moved to
    covers: frozenset[str]
    mistakes: Mistakes
