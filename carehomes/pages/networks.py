"""A network's practices and homes on one page, with what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from carehomes.pages.homes import home_cell, lead_cell, residents_cell
from carehomes.pages.words import Link, ShortTable, named, table
from carehomes.selectors.listing import HomeListed
from carehomes.selectors.networks import NetworkStands, PracticeStands
from commissioning.domain.counts import counted
from commissioning.domain.periods import written
from commissioning.web.lists import Cell, Row


@dataclass(frozen=True, slots=True)
class NetworkFigure:
    title: str
    number: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class NetworkPage:
    name: str
    code: str
    figures: tuple[NetworkFigure, ...]
    practices: ShortTable
    homes: ShortTable
    links: tuple[Link, ...]

    @classmethod
    def of(cls, stands: NetworkStands, links: Sequence[Link]) -> Self:
        homes = stands.homes
        return cls(
            name=named(stands.network),
            code=stands.network.code,
            figures=(
                NetworkFigure("Homes aligned", f"{len(homes):,}"),
                NetworkFigure(
                    "Without a lead", f"{sum(not listed_home.leads for listed_home in homes):,}"
                ),
                NetworkFigure(
                    "Residents not counted",
                    f"{sum(not listed_home.residents for listed_home in homes):,}",
                ),
                NetworkFigure("Residents", f"{sum(listed_home.total for listed_home in homes):,}"),
            ),
            practices=table(
                "Practices",
                ("Practice", "Residents#", "Leads to agree", "Medicines needs", "Missing"),
                [_practice(practice_standing) for practice_standing in stands.practices],
            ),
            homes=table(
                "Homes aligned to the network",
                ("Home", "Beds#", "Residents#", "Lead", "Out of hours"),
                [_home(listed_home) for listed_home in homes],
            ),
            links=tuple(links),
        )


def _practice(practice_standing: PracticeStands) -> Row:
    counted_on = (
        f"Counted {written(practice_standing.counted_on)}"
        if practice_standing.counted_on
        else "Never counted"
    )
    homes = counted(practice_standing.homes, "home")
    missing = [f"No answer: {title}" for title in practice_standing.unanswered]
    missing += [f"Not sent: {title}" for title in practice_standing.missing_returns]
    waiting = practice_standing.leads_to_answer
    return Row(
        (
            Cell(named(practice_standing.practice), said=practice_standing.practice.code),
            Cell(
                f"{practice_standing.residents:,}",
                said=f"{homes}. {counted_on}",
                value=practice_standing.residents,
            ),
            Cell(counted(waiting, "lead"), tag="yellow") if waiting else "",
            _needs(practice_standing),
            Cell("; ".join(missing)) if missing else "Nothing",
        )
    )


def _needs(practice_standing: PracticeStands) -> Cell:
    if practice_standing.told_needs:
        return Cell("Told")
    return (
        Cell("Not told", tag="red") if practice_standing.residents else Cell("No residents counted")
    )


def _home(listed_home: HomeListed) -> Row:
    home = listed_home.home
    covered: bool = home.covered  # type: ignore[attr-defined]
    gap: bool = home.has_gap  # type: ignore[attr-defined]
    cover = Cell("Gap flagged", tag="orange") if gap else Cell("On record" if covered else "None")
    beds: int = home.beds_now  # type: ignore[attr-defined]
    return Row((home_cell(home), beds, residents_cell(listed_home), lead_cell(listed_home), cover))
