"""The Care Quality Commission's care directory with filters: what is read of each care home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic.dataclasses import dataclass as row_model

from commissioning.imports import Column, Mistakes, Row, dates
from commissioning.imports.row_models import (
    Blank,
    Cell,
    HomeId,
    Postcode,
    Text,
    day_as,
    joined,
    text_of,
)

SOURCE = "CQC, care directory with filters"

STREET = Column("street", ("Location Street Address",), needed=False)
CITY = Column("city", ("Location City",), needed=False)
NURSING = Column("nursing", ("Service type - Care home service with nursing",))
RESIDENTIAL = Column("residential", ("Service type - Care home service without nursing",))


@row_model(frozen=True, slots=True)
class HomeLine:
    """One care home on the day of the edition."""

    line: int
    location_id: Annotated[HomeId, Column("id", ("Location ID",))]
    registered_on: Annotated[
        date, day_as(dates.CQC), Column("registered", ("Location HSCA start date",))
    ]
    name: Annotated[Text, Column("name", ("Location Name",))]
    beds: Annotated[int, Cell(Row.whole), Column("beds", ("Care homes beds",))]
    local_authority: Annotated[
        str, text_of(100), Blank(""), Column("authority", ("Location Local Authority",))
    ]
    address: Annotated[str, joined({STREET: 200, CITY: 90})]
    postcode: Annotated[Postcode, Column("postcode", ("Location Postal Code",), needed=False)]
    nursing: Annotated[bool, Cell(Row.flag), NURSING]
    residential: Annotated[bool, Cell(Row.flag), RESIDENTIAL]


@dataclass(frozen=True, slots=True)
class HomeFile:
    """The homes of an edition, the authorities it covers, and what is wrong with it."""

    name: str
    rows: list[HomeLine]
    elsewhere: list[HomeLine]  # of other authorities: they tell where a home has moved to
    covers: frozenset[str]
    mistakes: Mistakes
