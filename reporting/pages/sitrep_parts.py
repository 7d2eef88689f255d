"""What stands behind a sitrep's figures: homes, practices, and what differs from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.names import in_words
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Column, Row, Table
from reporting.models import Sitrep, SitrepHome, SitrepPractice
from reporting.pages.sitrep_figures import sitrep_href, stands_tag, title_of, titles
from reporting.rules.sitreps import EXCEPTION, NAMES, STANDS, WARNING
from reporting.selectors.sitreps import MOST_SHOWN, Moved, keys_of

Answer = SitrepPractice.Answer
COLOURS = {Answer.NOTHING: "green", Answer.RAISED: "orange", Answer.SILENT: "yellow"}


def home_rows(sitrep: Sitrep, homes: Sequence[SitrepHome], question: str) -> list[Row]:
    """Homes with how they stand: under one question, or under all in words."""
    keys, question_titles = keys_of(sitrep), titles(sitrep)
    rows = []
    for sitrep_home in homes:
        if question in keys:
            stands = stands_tag(sitrep_home.stands[keys.index(question)])
        else:
            missing = [
                question_titles[key]
                for key, letter in zip(keys, sitrep_home.stands, strict=True)
                if letter in (EXCEPTION, WARNING)
            ]
            worst = max(sitrep_home.stands, key=STANDS.index)
            worst_cell = stands_tag(worst)
            stands = Cell(worst_cell.text, tag=worst_cell.tag, said="; ".join(missing))
        home = Cell(
            sitrep_home.name,
            href=address("carehomes:home", location_id=sitrep_home.location_id),
            said=sitrep_home.location_id,
        )
        rows.append(Row((home, sitrep_home.network_code or "No network", stands)))
    return rows


def practice_rows(practices: Sequence[SitrepPractice]) -> list[Row]:
    return [
        Row(
            (
                Cell(
                    in_words(practice.name),
                    href=address("practices:practice", code=practice.code),
                    said=practice.code,
                ),
                practice.network_code or "No network",
                Cell(practice.get_answer_display(), tag=COLOURS[Answer(practice.answer)]),
            )
        )
        for practice in practices
    ]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What differs from the sitrep before: of the week before, or from what was signed first."""

    title: str
    here: str
    compared: tuple[tuple[str, str], ...]  # heading and address of what it is compared with
    figures: tuple[Table, ...]
    homes: tuple[Table, ...]

    @classmethod
    def of(cls, sitrep: Sitrep, others: Sequence[tuple[str, Sitrep, list[Moved]]]) -> Self:
        question_titles = titles(sitrep)
        return cls(
            title=title_of(sitrep),
            here=sitrep_href(sitrep),
            compared=tuple((heading, sitrep_href(other)) for heading, other, _ in others),
            figures=tuple(_figures(heading, other, sitrep) for heading, other, _ in others),
            homes=tuple(_moved(heading, moved, question_titles) for heading, _, moved in others),
        )


def _figures(heading: str, before: Sitrep, after: Sitrep) -> Table:
    """Question by question, how each number moved."""
    rows: list[list[Cell | int]] = []
    for key, ask in titles(after).items():
        now = after.totals["questions"].get(key)
        was = before.totals["questions"].get(key)
        if now is None or was is None:
            continue
        rows.append([Cell(ask), *(_moved_by(old, new) for old, new in zip(was, now, strict=True))])
    columns = tuple(Column(NAMES[letter], numeric=True) for letter in STANDS)
    return Table(f"Figures, {heading}", (Column("Question"), *columns), rows, hidden=False)


def _moved_by(old: int, new: int) -> Cell:
    if old == new:
        return Cell(f"{new:,}", said="as before")
    return Cell(f"{new:,}", said=f"{new - old:+,} from {old:,}", value=new)


def _moved(heading: str, moved: Sequence[Moved], question_titles: dict[str, str]) -> Table:
    many = f", the first {MOST_SHOWN:,} of {len(moved):,}" if len(moved) > MOST_SHOWN else ""
    rows = [
        [
            Cell(
                change.name,
                href=address("carehomes:home", location_id=change.location_id),
                said=change.location_id,
            ),
            Cell(question_titles.get(change.question, change.question)),
            _stood(change.before),
            _stood(change.after),
        ]
        for change in moved[:MOST_SHOWN]
    ]
    return Table(
        f"Homes, {heading}{many}",
        (Column("Home"), Column("Question"), Column("Before"), Column("Now")),
        rows,
        hidden=False,
        none=f"No home stands otherwise, {heading}.",
    )


def _stood(letter: str) -> Cell:
    return stands_tag(letter) if letter else Cell("Not in scope")
