"""The rows of publishers' files, as the register takes them in.

Headings of networks speak of CCGs until 2022 and of Sub ICB locations since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic.dataclasses import dataclass as row_model

from commissioning.imports import FileColumn, Mistakes, dates
from commissioning.imports.row_models import (
    Blank,
    CommissionerCode,
    PcnCode,
    Postcode,
    PracticeCode,
    Text,
    day_as,
    joined,
)

ODS_DAY = day_as(dates.ODS)
PCN_DAY = day_as((*dates.ODS, dates.SLASHED))
PRACTICE_ADDRESS = joined(
    {FileColumn(f"Address Line {number}", position=4 + number): 70 for number in range(1, 6)}
)
PCN_ADDRESS = joined(
    {FileColumn(f"Address Line {number}", needed=False): 70 for number in range(1, 6)}
)


@row_model(frozen=True, slots=True)
class PracticeLine:
    """One GP practice, whatever its status. Empty: the publisher names no commissioner."""

    line: int
    code: Annotated[PracticeCode, FileColumn("Organisation Code", position=1)]
    opened_on: Annotated[date | None, ODS_DAY, FileColumn("Open Date", position=11)]
    closed_on: Annotated[date | None, ODS_DAY, Blank(None), FileColumn("Close Date", position=12)]
    joined_on: Annotated[
        date | None, ODS_DAY, Blank(None), FileColumn("Join Provider/Purchaser Date", position=16)
    ]
    left_on: Annotated[
        date | None, ODS_DAY, Blank(None), FileColumn("Left Provider/Purchaser Date", position=17)
    ]
    address: Annotated[str, PRACTICE_ADDRESS]
    name: Annotated[Text, FileColumn("Name", position=2)]
    postcode: Annotated[Postcode, FileColumn("Postcode", position=10)]
    commissioner: Annotated[CommissionerCode, Blank(""), FileColumn("Commissioner", position=15)]
    is_active: bool


@dataclass(frozen=True, slots=True)
class PracticeFile:
    """The GP practices of an edition, the commissioners it covers, and what is wrong with it."""

    name: str
    rows: list[PracticeLine]
    covers: frozenset[str]
    others: int  # rows of hospitals, out of hours and the like, left out
    mistakes: Mistakes


@dataclass(frozen=True, slots=True)
class ListSizeLine:
    """One practice's list on one day. No commissioner: the file does not say."""

    line: int
    practice: str
    practice_commissioner: str
    counted_on: date
    patients: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class ListSizeFile:
    """The lists of an edition, the commissioners it covers, and what is wrong with it."""

    name: str
    rows: list[ListSizeLine]
    cut: str
    mistakes: Mistakes

    @property
    def covers(self) -> frozenset[str]:
        return frozenset({row.practice_commissioner for row in self.rows} - {""})


def _parent(whose: str, what: str) -> tuple[str, ...]:
    bodies = ("CCG", "Sub ICB Loc", "Sub ICB Location", "SICBL")
    return tuple(f"{whose} {body} {what}" for body in bodies)


@row_model(frozen=True, slots=True)
class PartnershipRow:
    """A practice was a core partner of a network between two dates."""

    line: int
    practice: Annotated[
        PracticeCode, FileColumn("practice", ("Partner Organisation Code",), position=1)
    ]
    practice_commissioner: Annotated[
        CommissionerCode,
        FileColumn("practice commissioner", _parent("Practice Parent", "Code"), position=3),
    ]
    practice_commissioner_name: Annotated[
        Text,
        Blank(""),
        FileColumn("practice parent", _parent("Practice Parent", "Name"), position=4),
    ]
    pcn: Annotated[PcnCode, FileColumn("pcn", ("PCN Code",), position=5)]
    pcn_name: Annotated[Text, FileColumn("pcn name", ("PCN Name",), position=6)]
    pcn_commissioner: Annotated[
        CommissionerCode, FileColumn("pcn commissioner", _parent("PCN Parent", "Code"), position=7)
    ]
    pcn_commissioner_name: Annotated[
        Text, Blank(""), FileColumn("pcn parent", _parent("PCN Parent", "Name"), position=8)
    ]
    starts_on: Annotated[
        date, PCN_DAY, FileColumn("from", ("Practice to PCN Relationship Start Date",), position=9)
    ]
    ends_on: Annotated[
        date | None,
        PCN_DAY,
        Blank(None),
        FileColumn("to", ("Practice to PCN Relationship End Date",), position=10),
    ]


@row_model(frozen=True, slots=True)
class NetworkLine:
    """A network itself: only workbooks have these."""

    line: int
    code: Annotated[PcnCode, FileColumn("pcn", ("PCN Code",))]
    name: Annotated[Text, FileColumn("pcn name", ("PCN Name",))]
    commissioner: Annotated[
        CommissionerCode,
        FileColumn(
            "pcn commissioner",
            (
                "Current Clinical Commissioning Group Code",
                *_parent("Current", "Code"),
                *_parent("PCN Parent", "Code"),
            ),
        ),
    ]
    opened_on: Annotated[date, PCN_DAY, FileColumn("opened", ("Open Date (YYYYMMDD)", "Open Date"))]
    closed_on: Annotated[
        date | None,
        PCN_DAY,
        Blank(None),
        FileColumn("closed", ("Close Date", "Close Date (YYYYMMDD)")),
    ]
    address: Annotated[str, PCN_ADDRESS]
    postcode: Annotated[Postcode, FileColumn("Postcode", needed=False)]


@dataclass(slots=True)
class NetworkFile:
    """The partners and networks of an edition, what it covers, and what is wrong with it."""

    name: str
    mistakes: Mistakes
    cut: str = ""
    partners: list[PartnershipRow] = field(default_factory=list)
    networks: dict[str, NetworkLine] = field(default_factory=dict)
    covers: frozenset[str] = frozenset()
    commissioners: dict[str, str] = field(default_factory=dict)  # names by code


def neighbours(partners: Sequence[PartnershipRow]) -> list[tuple[PartnershipRow, PartnershipRow]]:
    """Each membership with the same practice's next one."""
    rows = sorted(partners, key=lambda partner: (partner.practice, partner.starts_on, partner.line))
    return [
        (earlier, later) for earlier, later in pairwise(rows) if earlier.practice == later.practice
    ]
