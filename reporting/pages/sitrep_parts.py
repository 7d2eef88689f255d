"""What stands behind a sitrep's figures: homes, practices, and what differs from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.names import in_words
from commissioning.lists import Cell, Column, Row, Table
from reporting.models import Sitrep, SitrepHome, SitrepPractice
from reporting.pages.sitrep_figures import sitrep_href, stands_tag, title_of, titles
from reporting.rules.sitreps import EXCEPTION, NAMES, STANDS, WARNING
from reporting.selectors.sitreps import MOST_SHOWN, Moved, keys_of

Answer = SitrepPractice.Answer
COLOURS = {Answer.NOTHING: "green", Answer.RAISED: "orange", Answer.SILENT: "yellow"}


def home_rows(sitrep: Sitrep, homes: Sequence[SitrepHome], question: str) -> list[Row]:
    """Homes with how they stand: under one question, or under all in words."""
    keys, asked = keys_of(sitrep), titles(sitrep)
    rows = []
    for each in homes:
        if question in keys:
            stands = stands_tag(each.stands[keys.index(question)])
        else:
            missing = [
                asked[key]
                for key, letter in zip(keys, each.stands, strict=True)
                if letter in (EXCEPTION, WARNING)
            ]
            worst = max(each.stands, key=STANDS.index)
            shown = stands_tag(worst)
            stands = Cell(shown.text, tag=shown.tag, said="; ".join(missing))
        home = Cell(each.name, href=f"/homes/{each.location_id}/", said=each.location_id)
        rows.append(Row((home, each.network_code or "No network", stands)))
    return rows


def practice_rows(practices: Sequence[SitrepPractice]) -> list[Row]:
    return [
        Row(
            (
                Cell(in_words(each.name), href=f"/practices/{each.code}/", said=each.code),
                each.network_code or "No network",
                Cell(each.get_answer_display(), tag=COLOURS[Answer(each.answer)]),
            )
        )
        for each in practices
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
        asked = titles(sitrep)
        return cls(
            title=title_of(sitrep),
            here=sitrep_href(sitrep),
            compared=tuple((heading, sitrep_href(other)) for heading, other, _ in others),
            figures=tuple(_figures(heading, other, sitrep) for heading, other, _ in others),
            homes=tuple(_moved(heading, moved, asked) for heading, _, moved in others),
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
    columns = tuple(Column(NAMES[each], numeric=True) for each in STANDS)
    return Table(f"Figures, {heading}", (Column("Question"), *columns), rows, hidden=False)


def _moved_by(old: int, new: int) -> Cell:
    if old == new:
        return Cell(f"{new:,}", said="as before")
    return Cell(f"{new:,}", said=f"{new - old:+,} from {old:,}", value=new)


def _moved(heading: str, moved: Sequence[Moved], asked: dict[str, str]) -> Table:
    many = f", the first {MOST_SHOWN:,} of {len(moved):,}" if len(moved) > MOST_SHOWN else ""
    rows = [
        [
            Cell(each.name, href=f"/homes/{each.location_id}/", said=each.location_id),
            Cell(asked.get(each.question, each.question)),
            _stood(each.before),
            _stood(each.after),
        ]
        for each in moved[:MOST_SHOWN]
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
