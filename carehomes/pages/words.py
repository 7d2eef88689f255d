"""How the screens write homes, leads and days, and where each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from carehomes.models import CareHome, ClinicalLead, Leadership
from carehomes.selectors.residents import Lives
from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Row


def home_href(location_id: str) -> str:
    """Where a home's page is."""
    return address("carehomes:home", location_id=location_id)


def lead_href(key: int) -> str:
    return address("carehomes:lead", key=key)


def named(organisation: Organisation) -> str:
    """An organisation's name for people to read."""
    return in_words(organisation.name)


def lives_in_words(lives: Lives | None) -> str:
    """Where the number of a practice's residents is from."""
    if lives is None:
        return "No count of your residents is on record."
    day = written(lives.counted_on)
    if not lives.residents:
        return f"On record: nobody, as last counted in care homes on {day}."
    homes = counted(lives.homes, "home")
    return (
        f"On record: {lives.residents:,} in {homes}, as last counted in care homes on {day}."
        " Change it if that is not so any more."
    )


def days(start: date | None, end: date | None) -> str:
    """“from 1 June 2020 to 30 September 2020”; an open end is left out."""
    begins = f"from {written(start)}" if start else "since it was registered"
    return f"{begins} to {written(end)}" if end else begins


def since(start: date, end: date | None) -> str:
    """The same at the start of a cell: “From 1 June 2020 to …”."""
    return f"F{days(start, end)[1:]}"


def employer_of(lead: ClinicalLead) -> str:
    return named(lead.employer) if lead.employer else lead.provider


def type_of(home: CareHome) -> str:
    """One of the seven types; where none was kept, what the registration says."""
    if home.kind:
        return home.get_kind_display()
    if home.nursing:
        return str(CareHome.Kind.NURSING.label)
    return str(CareHome.Kind.RESIDENTIAL.label) if home.residential else "Type not known"


def told(starts_on: date, told_on: date) -> str:
    """How timely the CCG was told of a change."""
    late = (told_on - starts_on).days
    if late <= 0:
        return f"told {written(told_on)}, before it took effect" if late else "told the same day"
    return f"told {written(told_on)}, {counted(late, 'day')} after it took effect"


STATE_COLOURS = {
    Leadership.State.PROPOSED.value: "yellow",
    Leadership.State.AGREED.value: "blue",
    Leadership.State.CONFIRMED.value: "green",
    Leadership.State.REFUSED.value: "grey",
}


@dataclass(frozen=True, slots=True)
class TableHeading:
    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class ShortTable:
    """A table of a page that is no list: too short to filter."""

    caption: str
    headings: tuple[TableHeading, ...]
    rows: tuple[Row, ...]

    @property
    def lines(self) -> list[list[tuple[TableHeading, Cell]]]:
        return [list(zip(self.headings, row.shown, strict=True)) for row in self.rows]


def table(caption: str, headings: Sequence[str], rows: Sequence[Row]) -> ShortTable:
    """A table; a heading that ends in # is of numbers."""
    heads = tuple(TableHeading(heading.rstrip("#"), heading.endswith("#")) for heading in headings)
    return ShortTable(caption, heads, tuple(rows))


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str
