"""The list of homes: each with its beds, network, residents and lead."""

from __future__ import annotations

from collections.abc import Sequence

from carehomes.models import CareHome
from carehomes.pages.words import home_href, named
from carehomes.selectors.listing import HomeListed
from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.web.lists import Cell, Column, Row

COLUMNS = (
    Column("Home", sort="name"),
    Column("Type", sort="type_now"),
    Column("Beds", sort="beds_now", numeric=True, descending=True),
    Column("Network", sort="network_name"),
    Column("Residents", numeric=True),
    Column("Lead"),
)
MISSING = "red"


def home_rows(homes: Sequence[HomeListed]) -> list[Row]:
    return [
        Row(
            (
                home_cell(listed_home.home),
                type_cell(listed_home.home),
                listed_home.home.beds_now,  # type: ignore[attr-defined]
                network_cell(listed_home.home),
                residents_cell(listed_home),
                lead_cell(listed_home),
            )
        )
        for listed_home in homes
    ]


def home_cell(home: CareHome) -> Cell:
    words = home.location_id if home.cqc_registered else f"{home.location_id}, not registered"
    return Cell(home.name, href=home_href(home.location_id), said=words)


def type_cell(home: CareHome) -> Cell:
    kind: str = home.type_now  # type: ignore[attr-defined]
    return Cell(str(CareHome.Kind(kind).label) if kind else "Not known")


def network_cell(home: CareHome) -> Cell:
    name: str = home.network_name  # type: ignore[attr-defined]
    return Cell(in_words(name)) if name else Cell("Not aligned", tag=MISSING)


def residents_cell(listed_home: HomeListed) -> Cell:
    if not listed_home.residents:
        return Cell("Not counted", tag="yellow")
    practices = counted(len(listed_home.residents), "practice")
    return Cell(f"{listed_home.total:,}", said=practices, value=listed_home.total)


def lead_cell(listed_home: HomeListed) -> Cell:
    """Who leads the care of the home, or that nobody does; two who do not share are named."""
    names = ", ".join(one.lead.name for one in listed_home.leads)
    if not listed_home.leads:
        waits = listed_home.home.waits_for_ccg or listed_home.home.waits_for_practices  # type: ignore[attr-defined]
        return Cell("No lead", tag=MISSING, said="One is proposed" if waits else "")
    if listed_home.home.leads_alone > 1:  # type: ignore[attr-defined]
        return Cell("Two leads", tag="orange", said=names)
    if listed_home.home.lacks_exception:  # type: ignore[attr-defined]
        return Cell(names, said="Not a GP: an exception is not recorded")
    return Cell(
        names, said=", ".join({one.lead.get_profession_display() for one in listed_home.leads})
    )


def serving_words(listed_home: HomeListed) -> str:
    return ", ".join(f"{named(one.practice)} {one.residents}" for one in listed_home.residents)
