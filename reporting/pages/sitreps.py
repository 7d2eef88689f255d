"""The weekly sitreps: the list, and one of them with every figure leading to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from commissioning.clock import moment
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.lists import Cell, Column, Row, Table
from commissioning.models import User
from commissioning.pages import SummaryRow, Tag
from commissioning.selectors.specifications import parsed
from reporting.models import Sitrep, SitrepException, SitrepPractice
from reporting.policy.sitreps import can_amend, can_sign, can_write
from reporting.rules.sitreps import EXCEPTION, NAMES, STANDS, Figure
from reporting.rules.weeks import BY_HOME
from reporting.selectors.sitreps import keys_of

Answer = SitrepPractice.Answer
NO_NETWORK = "none"
MOST_NETWORKS = 100  # on the page itself; of more, the pages of questions tell
COLOURS = {"C": "green", "A": "grey", "E": "red", "W": "orange"}


def week_href(week: date) -> str:
    return f"/sitreps/{week}/"


def sitrep_href(sitrep: Sitrep) -> str:
    return f"/sitreps/{sitrep.week}/{sitrep.revision}/"


def title_of(sitrep: Sitrep) -> str:
    return f"Week of {written(sitrep.week)}"


def state_tag(sitrep: Sitrep) -> Tag:
    if not sitrep.is_signed:
        return Tag("Draft", "yellow")
    return Tag("Amended" if sitrep.revision else "Signed", "green")


def sitrep_rows(sitreps: Sequence[Sitrep]) -> list[Row]:
    """A row for each week: what its newest revision came to."""
    rows = []
    for each in sitreps:
        practices = each.totals["practices"]
        said = sum(number for answer, number in practices.items() if answer != Answer.SILENT)
        tag = state_tag(each)
        rows.append(
            Row(
                (
                    Cell(
                        written(each.week),
                        href=week_href(each.week),
                        value=each.week,
                        said=f"Amendment {each.revision}" if each.revision else "",
                    ),
                    each.totals["homes"],
                    each.totals["with exceptions"],
                    Cell(f"{said:,} of {sum(practices.values()):,}"),
                    Cell(tag.text, tag=tag.colour, said=_signed(each)),
                )
            )
        )
    return rows


def _signed(sitrep: Sitrep) -> str:
    if sitrep.signed_on is None:
        return ""
    return f"{sitrep.signed_by}, {written(sitrep.signed_on)}"


@dataclass(frozen=True, slots=True)
class SitrepPage:
    """One revision of a week's sitrep, with what this person may do."""

    title: str
    caption: str
    tag: Tag
    here: str
    note: str  # whose questions they are
    about: tuple[SummaryRow, ...]
    questions: Table
    networks: Table | None
    exceptions: Table
    words: tuple[tuple[str, str], ...]  # question and answer, of those answered in words
    comments: str
    writes: bool
    signs: bool
    why_not_signed: str
    amends: bool
    later: str  # that more exceptions were raised since it was counted
    newest: str  # where the newest revision is, if this is an earlier one
    is_amendment: bool
    sha256: str

    @classmethod
    def of(
        cls,
        sitrep: Sitrep,
        exceptions: Sequence[SitrepException],
        later: int,
        newest: int,
        user: User,
    ) -> Self:
        here = sitrep_href(sitrep)
        asked = parsed(sitrep.version)
        sign = can_sign(user, sitrep)
        write = can_write(user, sitrep)
        is_newest = newest == sitrep.revision
        return cls(
            title=title_of(sitrep),
            caption=asked.sitrep.title if asked.sitrep else "",
            tag=state_tag(sitrep),
            here=here,
            note=asked.sitrep.note if asked.sitrep else "",
            about=tuple(_about(sitrep, asked.title, here)),
            questions=_questions(sitrep, here),
            networks=_networks(sitrep, here),
            exceptions=exceptions_table(exceptions, titles(sitrep)),
            words=words_of(sitrep),
            comments=sitrep.comments,
            writes=bool(write),
            signs=bool(sign),
            why_not_signed="" if sign or not write else sign.reason,
            amends=bool(can_amend(user, sitrep)) and is_newest,
            later=_later(sitrep, later),
            newest="" if is_newest else week_href(sitrep.week),
            is_amendment=sitrep.revision > 0,
            sha256=sitrep.sha256,
        )


def _later(sitrep: Sitrep, number: int) -> str:
    if not number:
        return ""
    exceptions = "1 exception of this week was" if number == 1 else f"{number:,} exceptions were"
    do = "Amend it" if sitrep.is_signed else "Count it again"
    return f"{exceptions} raised since it was counted. {do} to take in what came later."


def _about(sitrep: Sitrep, document: str, here: str) -> list[SummaryRow]:
    practices = sitrep.totals["practices"]
    rows = [
        SummaryRow(
            "Homes in scope",
            f"{sitrep.totals['homes']:,}",
            said=f"In operation and registered with CQC on {written(sitrep.scope_on)}",
            href=f"{here}homes/",
        ),
        *(
            SummaryRow(
                answer.label,
                _practices(practices.get(answer.value, 0)),
                href=f"{here}practices/?answer={answer.value}",
            )
            for answer in Answer
        ),
        SummaryRow(
            "Questions from",
            f"{document}, version {sitrep.version.version}",
            href=f"/sitreps/coverage/?week={sitrep.week}",
        ),
        SummaryRow("Counted", moment(sitrep.counted_at), said=str(sitrep.counted_by)),
    ]
    if sitrep.totals["unreviewed"]:
        rows.append(
            SummaryRow(
                "Not reviewed by a director",
                f"{sitrep.totals['unreviewed']:,}",
                said="Exceptions that count as they were raised",
            )
        )
    if sitrep.reason:
        rows.append(SummaryRow("Why it was amended", sitrep.reason))
    if sitrep.signed_on:
        rows += [
            SummaryRow("Confirmed", sitrep.get_finding_display()),
            SummaryRow("Signed", written(sitrep.signed_on), said=str(sitrep.signed_by)),
        ]
    return rows


def _practices(number: int) -> str:
    return f"{number:,} practice{'' if number == 1 else 's'}"


def titles(sitrep: Sitrep) -> dict[str, str]:
    return {each["key"]: each["ask"] for each in sitrep.questions}


def words_of(sitrep: Sitrep) -> tuple[tuple[str, str], ...]:
    """The questions that are answered in words, each with its answer."""
    return tuple(
        (each["ask"], sitrep.answers.get(each["key"], "") or "Nothing")
        for each in sitrep.questions
        if each["answer"] == "text"
    )


def _questions(sitrep: Sitrep, here: str) -> Table:
    """Every question about homes with its figure; each number leads to its homes."""
    rows: list[list[Any]] = []
    for each in sitrep.questions:
        if each["answer"] != BY_HOME:
            continue
        key = each["key"]
        figure = sitrep.totals["questions"][key]
        question = Cell(each["ask"], href=f"{here}questions/{key}/", said=each["basis"])
        rows.append([question, *figure_cells(figure, here, question=key)])
    return Table(
        "How homes stand, by question",
        (Column("Question"), *figure_columns()),
        rows,
        none="This version asks nothing about single homes.",
    )


def _networks(sitrep: Sitrep, here: str) -> Table | None:
    """By network: its homes, and how often something is not in place in them."""
    codes = sorted({code for figures in sitrep.counts.values() for code in figures})
    if not codes or len(codes) > MOST_NETWORKS:
        return None
    first = keys_of(sitrep)[0]
    rows: list[list[Any]] = []
    for code in codes:
        of_it = [figures.get(code, [0] * len(STANDS)) for figures in sitrep.counts.values()]
        homes = sum(sitrep.counts[first].get(code, [0]))
        sums = [sum(each) for each in zip(*of_it, strict=True)]
        rows.append([network_cell(code, here), homes, *sums])
    return Table(
        "Answers about homes, by network, all questions together",
        (Column("Network"), Column("Homes", numeric=True), *figure_columns()),
        rows,
    )


def network_cell(code: str, here: str) -> Cell:
    href = f"{here}homes/?{urlencode({'network': code or NO_NETWORK})}"
    return Cell(code or "No network", href=href)


def figure_columns() -> tuple[Column, ...]:
    return tuple(Column(plural(each), numeric=True) for each in STANDS)


def plural(letter: str) -> str:
    return {"E": "Exceptions", "W": "Warnings"}.get(letter, NAMES[letter])


def figure_cells(figure: Figure, here: str, **narrowed: str) -> list[Cell]:
    """The numbers of a figure, each leading to the homes that it counts."""
    cells = []
    for letter, number in zip(STANDS, figure, strict=True):
        asked = urlencode(narrowed | {"stands": letter})
        href = f"{here}homes/?{asked}" if number else ""
        cells.append(Cell(f"{number:,}", href=href, value=number))
    return cells


def exceptions_table(exceptions: Sequence[SitrepException], titles: dict[str, str]) -> Table:
    """What is not in place, as it stood when the sitrep was counted."""
    return Table(
        "What is not in place",
        (
            Column("Home"),
            Column("What is not in place"),
            Column("Raised by"),
            Column("Since"),
            Column("State"),
        ),
        [
            [
                Cell(each.name, href=f"/exceptions/{each.exception_id}/", said=each.location_id),
                Cell(titles.get(each.question, each.question), said=each.part or each.missing),
                Cell(each.raised_by, said=each.network_code),
                each.since,
                Cell(
                    "Warning" if each.is_warning else each.stood,
                    tag="orange" if each.is_warning else "red",
                ),
            ]
            for each in exceptions
        ],
        hidden=False,
        none="There was no exception in this week.",
    )


def question_table(sitrep: Sitrep, key: str, names: dict[str, str]) -> Table:
    """One question by network."""
    here = sitrep_href(sitrep)
    rows: list[list[Any]] = []
    for code, figure in sorted(sitrep.counts[key].items()):
        network = Cell(
            in_words(names[code]) if code in names else (code or "No network"),
            said=code,
            href=network_cell(code, here).href,
        )
        rows.append(
            [network, *figure_cells(figure, here, question=key, network=code or NO_NETWORK)]
        )
    rows.append(
        [Cell("Together"), *figure_cells(sitrep.totals["questions"][key], here, question=key)]
    )
    return Table("By network", (Column("Network"), *figure_columns()), rows)


def stands_tag(letter: str) -> Cell:
    return Cell(NAMES[letter], tag=COLOURS[letter])


def exceptions_in_all(sitrep: Sitrep) -> int:
    """How many answers about homes are exceptions."""
    place = STANDS.index(EXCEPTION)
    return sum(figure[place] for figure in sitrep.totals["questions"].values())
