"""The board of medicines support, and what one practice needs and has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from carehomes.models import MedicinesNeed, MedicinesServices
from carehomes.pages.words import Link, ShortTable, home_href, named, table
from carehomes.selectors.medicines import InPlace
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from commissioning.web.lists import Cell, Column, Row

ENOUGH = "What the network has is enough"
COLUMNS = (
    Column("Practice", sort="name"),
    Column("Network", sort="network_name"),
    Column("What it needs"),
    Column("What the CCG adds"),
    Column("Services in place"),
)


def board_rows(
    practices: Sequence[Organisation],
    needs: Mapping[int, MedicinesNeed],
    services: Mapping[int, InPlace],
) -> list[Row]:
    return [
        Row(
            (
                Cell(
                    named(practice),
                    href=address("carehomes:practice_medicines", code=practice.code),
                    said=practice.code,
                ),
                in_words(practice.network_name),  # type: ignore[attr-defined]
                _needs(practice, needs.get(practice.pk)),
                _added(needs.get(practice.pk)),
                _services(services.get(practice.pk)),
            )
        )
        for practice in practices
    ]


def _needs(practice: Organisation, need: MedicinesNeed | None) -> Cell:
    if need is None:
        if not practice.has_residents:  # type: ignore[attr-defined]
            return Cell("Not told", said="It has no residents counted")
        return Cell("Not told", tag="red")
    borne = "borne out by the network" if need.borne_out_on else "not borne out by the network yet"
    return Cell(need.needs or ENOUGH, said=f"Told {written(need.told_on)}, {borne}")


def _added(need: MedicinesNeed | None) -> Cell:
    if need is None:
        return Cell("")
    if need.answered_on is None:
        return Cell("Not answered", tag="yellow") if need.needs else Cell("None asked for")
    since = f"From {written(need.support_from)}" if need.support_from else ""
    return Cell(need.support, said=since)


def _services(services: InPlace | None) -> Cell:
    if services is None:
        return Cell("Not told")
    return Cell(f"All four in {services.whole} of {services.homes} homes")


@dataclass(frozen=True, slots=True)
class MedicinesPage:
    """What a practice needs, what was answered, and what is in place in which home."""

    name: str
    code: str
    needs: tuple[SummaryRow, ...]
    services: ShortTable
    history: tuple[TimelineEvent, ...]
    links: tuple[Link, ...]
    bears_out: bool
    cannot_bear_out: str

    @classmethod
    def of(
        cls,
        practice: Organisation,
        needs: Sequence[MedicinesNeed],
        services: Sequence[MedicinesServices],
        links: Sequence[Link],
        *,
        bears_out: bool,
        cannot_bear_out: str,
    ) -> Self:
        return cls(
            name=named(practice),
            code=practice.code,
            needs=tuple(_latest(needs[0] if needs else None)),
            services=_table(services),
            history=tuple(event for need in reversed(needs) for event in _happened(need)),
            links=tuple(links),
            bears_out=bears_out,
            cannot_bear_out=cannot_bear_out,
        )


def _latest(need: MedicinesNeed | None) -> Iterator[SummaryRow]:
    if need is None:
        yield SummaryRow("Needs", tag=Tag("Not told", "red"), said="They were due by 1 June 2020")
        return
    yield SummaryRow("Needs", need.needs or ENOUGH, said=f"Told {written(need.told_on)}")
    yield SummaryRow("Discussed with the network", written(need.discussed_on))
    yield SummaryRow(
        "Borne out by the network",
        f"{need.borne_out_by}, {written(need.borne_out_on)}" if need.borne_out_on else "Not yet",
    )
    if need.answered_on:
        since = f"From {written(need.support_from)}" if need.support_from else ""
        yield SummaryRow("What the CCG adds", need.support, said=since)
    else:
        yield SummaryRow("What the CCG adds", tag=Tag("Not answered", "yellow"))


def _table(services: Sequence[MedicinesServices]) -> ShortTable:
    rows = [
        Row(
            (
                Cell(home_services.home.name, href=home_href(home_services.home.location_id)),
                *(
                    "Yes" if has else "No"
                    for has in (
                        home_services.supply,
                        home_services.reviews,
                        home_services.new_residents,
                        home_services.queries,
                    )
                ),
                home_services.told_on,
            )
        )
        for home_services in services
    ]
    heads = ("Home", "Supply", "Reviews", "New residents", "Queries", "As told on")
    return table("Services in place", heads, rows)


def _happened(need: MedicinesNeed) -> Iterator[TimelineEvent]:
    yield TimelineEvent(
        written(need.told_on), "Needs told", str(need.told_by), words=need.needs or ENOUGH
    )
    if need.borne_out_on:
        yield TimelineEvent(
            written(need.borne_out_on), "Borne out by the network", str(need.borne_out_by)
        )
    if need.answered_on:
        yield TimelineEvent(
            written(need.answered_on), "The CCG answered", str(need.answered_by), words=need.support
        )
