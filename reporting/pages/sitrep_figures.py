"""The figures of a sitrep as tables, each number leading to the homes that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Column, Table
from reporting.models import Sitrep, SitrepException
from reporting.rules.sitreps import NAMES, STANDS, Figure
from reporting.rules.weeks import BY_HOME
from reporting.selectors.sitreps import keys_of

NO_NETWORK = "none"
MOST_EXCEPTIONS = 200  # on the page; the workbook has them all
MOST_NETWORKS = 100  # on the page itself; of more, the pages of questions tell
COLOURS = {"C": "green", "A": "grey", "E": "red", "W": "orange"}


def week_href(week: date) -> str:
    return address("reporting:sitrep_newest", week=week)


def sitrep_href(sitrep: Sitrep) -> str:
    return part_href(sitrep, "reporting:sitrep")


def part_href(
    sitrep: Sitrep, page: str, *, query: Mapping[str, object] | None = None, **values: object
) -> str:
    """Where a page about one revision of a week's sitrep is."""
    return address(page, query=query, week=sitrep.week, revision=sitrep.revision, **values)


def title_of(sitrep: Sitrep) -> str:
    return f"Week of {written(sitrep.week)}"


def titles(sitrep: Sitrep) -> dict[str, str]:
    return {question["key"]: question["ask"] for question in sitrep.questions}


def questions_table(sitrep: Sitrep) -> Table:
    """Every question about homes with its figure; each number leads to its homes."""
    rows: list[list[Any]] = []
    for sitrep_question in sitrep.questions:
        if sitrep_question["answer"] != BY_HOME:
            continue
        key = sitrep_question["key"]
        figure = sitrep.totals["questions"][key]
        question = Cell(
            sitrep_question["ask"],
            href=part_href(sitrep, "reporting:sitrep_question", key=key),
            said=sitrep_question["basis"],
        )
        rows.append([question, *figure_cells(sitrep, figure, question=key)])
    return Table(
        "How homes stand, by question",
        (Column("Question"), *figure_columns()),
        rows,
        none="This version asks nothing about single homes.",
    )


def networks_table(sitrep: Sitrep) -> Table | None:
    """By network: its homes, and how often something is not in place in them."""
    codes = sorted({code for figures in sitrep.counts.values() for code in figures})
    if not codes or len(codes) > MOST_NETWORKS:
        return None
    first = keys_of(sitrep)[0]
    rows: list[list[Any]] = []
    for code in codes:
        of_it = [figures.get(code, [0] * len(STANDS)) for figures in sitrep.counts.values()]
        homes = sum(sitrep.counts[first].get(code, [0]))
        sums = [sum(numbers) for numbers in zip(*of_it, strict=True)]
        rows.append([network_cell(sitrep, code), homes, *sums])
    return Table(
        "Answers about homes, by network, all questions together",
        (Column("Network"), Column("Homes", numeric=True), *figure_columns()),
        rows,
    )


def network_cell(sitrep: Sitrep, code: str) -> Cell:
    query = {"network": code or NO_NETWORK}
    href = part_href(sitrep, "reporting:sitrep_homes", query=query)
    return Cell(code or "No network", href=href)


def figure_columns() -> tuple[Column, ...]:
    return tuple(Column(plural(letter), numeric=True) for letter in STANDS)


def plural(letter: str) -> str:
    return {"E": "Exceptions", "W": "Warnings"}.get(letter, NAMES[letter])


def figure_cells(sitrep: Sitrep, figure: Figure, **narrowed: str) -> list[Cell]:
    """The numbers of a figure, each leading to the homes that it counts."""
    cells = []
    for letter, number in zip(STANDS, figure, strict=True):
        query = narrowed | {"stands": letter}
        href = part_href(sitrep, "reporting:sitrep_homes", query=query) if number else ""
        cells.append(Cell(f"{number:,}", href=href, value=number))
    return cells


def exceptions_table(exceptions: Sequence[SitrepException], titles: dict[str, str]) -> Table:
    """What is not in place, as it stood when the sitrep was counted."""
    more = f", the first {MOST_EXCEPTIONS:,} of {len(exceptions):,}"
    return Table(
        "What is not in place" + (more if len(exceptions) > MOST_EXCEPTIONS else ""),
        (
            Column("Home"),
            Column("What is not in place"),
            Column("Raised by"),
            Column("Since"),
            Column("State"),
        ),
        [
            [
                Cell(
                    exception.name,
                    href=address("reporting:exception", key=exception.exception_id),
                    said=exception.location_id,
                ),
                Cell(
                    titles.get(exception.question, exception.question),
                    said=exception.part or exception.missing,
                ),
                Cell(exception.raised_by, said=exception.network_code),
                exception.since,
                Cell(
                    "Warning" if exception.is_warning else exception.stood,
                    tag="orange" if exception.is_warning else "red",
                ),
            ]
            for exception in exceptions[:MOST_EXCEPTIONS]
        ],
        hidden=False,
        none="There was no exception in this week.",
    )


def question_table(sitrep: Sitrep, key: str, names: dict[str, str]) -> Table:
    """One question by network."""
    rows: list[list[Any]] = []
    for code, figure in sorted(sitrep.counts[key].items()):
        network = Cell(
            in_words(names[code]) if code in names else (code or "No network"),
            said=code,
            href=network_cell(sitrep, code).href,
        )
        rows.append(
            [network, *figure_cells(sitrep, figure, question=key, network=code or NO_NETWORK)]
        )
    rows.append(
        [Cell("Together"), *figure_cells(sitrep, sitrep.totals["questions"][key], question=key)]
    )
    return Table("By network", (Column("Network"), *figure_columns()), rows)


def stands_tag(letter: str) -> Cell:
    return Cell(NAMES[letter], tag=COLOURS[letter])
