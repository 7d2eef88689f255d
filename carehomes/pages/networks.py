"""A network's practices and homes on one page, with what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from carehomes.pages.homes import home_cell, lead_cell, residents_cell
from carehomes.pages.words import Link, Table, counted, named, table
from carehomes.selectors.listing import HomeListed
from carehomes.selectors.networks import NetworkStands, PracticeStands
from commissioning.domain.periods import written
from commissioning.lists import Cell, Row


@dataclass(frozen=True, slots=True)
class Figure:
    title: str
    number: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class NetworkPage:
    name: str
    code: str
    figures: tuple[Figure, ...]
    practices: Table
    homes: Table
    links: tuple[Link, ...]

    @classmethod
    def of(cls, stands: NetworkStands, links: Sequence[Link]) -> Self:
        homes = stands.homes
        return cls(
            name=named(stands.network),
            code=stands.network.code,
            figures=(
                Figure("Homes aligned", f"{len(homes):,}"),
                Figure("Without a lead", f"{sum(not each.leads for each in homes):,}"),
                Figure("Residents not counted", f"{sum(not each.residents for each in homes):,}"),
                Figure("Residents", f"{sum(each.total for each in homes):,}"),
            ),
            practices=table(
                "Practices",
                ("Practice", "Residents#", "Leads to agree", "Medicines needs", "Missing"),
                [_practice(each) for each in stands.practices],
            ),
            homes=table(
                "Homes aligned to the network",
                ("Home", "Beds#", "Residents#", "Lead", "Out of hours"),
                [_home(each) for each in homes],
            ),
            links=tuple(links),
        )


def _practice(each: PracticeStands) -> Row:
    counted_on = f"Counted {written(each.counted_on)}" if each.counted_on else "Never counted"
    homes = counted(each.homes, "home")
    missing = [f"No answer: {title}" for title in each.unanswered]
    missing += [f"Not sent: {title}" for title in each.missing_returns]
    waiting = each.leads_to_answer
    return Row(
        (
            Cell(named(each.practice), said=each.practice.code),
            Cell(f"{each.residents:,}", said=f"{homes}. {counted_on}", value=each.residents),
            Cell(counted(waiting, "lead"), tag="yellow") if waiting else "",
            _needs(each),
            Cell("; ".join(missing)) if missing else "Nothing",
        )
    )


def _needs(each: PracticeStands) -> Cell:
    if each.told_needs:
        return Cell("Told")
    return Cell("Not told", tag="red") if each.residents else Cell("No residents counted")


def _home(each: HomeListed) -> Row:
    home = each.home
    covered: bool = home.covered  # type: ignore[attr-defined]
    gap: bool = home.has_gap  # type: ignore[attr-defined]
    cover = Cell("Gap flagged", tag="orange") if gap else Cell("On record" if covered else "None")
    beds: int = home.beds_now  # type: ignore[attr-defined]
    return Row((home_cell(home), beds, residents_cell(each), lead_cell(each), cover))
