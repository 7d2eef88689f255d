"""The interpretations of a specification, with the pounds that each reading is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from commissioning.specifications.schema import Interpretation, Specification
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Column, Table
from payments.engine.what_if import Worth
from payments.pages.words import change, sterling

Worths = Mapping[str, Worth]  # by option


@dataclass(frozen=True, slots=True)
class InterpretationCard:
    """One place where the documents disagree: the conflict, the options, and the reading."""

    code: str
    title: str
    conflict: str
    clauses: tuple[str, ...]
    reading: str
    computed: bool
    options: Table
    change_href: str
    worth_href: str  # where its pounds are worked out, if they can be and are not shown

    @classmethod
    def of(
        cls,
        spec: Specification,
        interpretation: Interpretation,
        worths: Worths,
        worth_href: str = "",
    ) -> Self:
        return cls(
            code=interpretation.code,
            title=interpretation.title,
            conflict=interpretation.conflict,
            clauses=interpretation.clauses,
            reading=interpretation.reading,
            computed=interpretation.computed,
            options=options_table(interpretation, worths),
            change_href=address(
                "payments:reading_change", code=spec.code, reading=interpretation.code
            ),
            worth_href=worth_href if interpretation.computed and not worths else "",
        )


def options_table(interpretation: Interpretation, worths: Worths) -> Table:
    """The options of an interpretation; where it changes pounds, what each of them comes to."""
    columns = [Column("Reading"), Column("Chosen")]
    if worths:
        columns += [
            Column("As things stand", numeric=True),
            Column("Difference", numeric=True),
            Column("If everybody took part in everything", numeric=True),
        ]
    rows = []
    for option in interpretation.options:
        chosen = option.option == interpretation.chosen
        reading_words = "" if chosen or option.reading == option.means else option.reading
        row: list[Cell | str] = [
            Cell(option.means, said=reading_words),
            Cell("Chosen", tag="green") if chosen else "No",
        ]
        if worths:
            worth = worths[option.option]
            row += [
                sterling(worth.total),
                "–" if chosen else change(worth.change),
                sterling(worth.most) if chosen else change(worth.change_of_most),
            ]
        rows.append(row)
    return Table(f"Readings of {interpretation.code}", tuple(columns), rows)


@dataclass(frozen=True, slots=True)
class InterpretationsPage:
    """Every interpretation of a version; those that change pounds first."""

    title: str
    code: str
    version: str
    whose: str  # for whom the pounds are or can be worked out; empty: for nobody yet
    worth_of: str  # the interpretation whose pounds are shown
    priced: tuple[InterpretationCard, ...]
    others: tuple[InterpretationCard, ...]

    @classmethod
    def of(
        cls, spec: Specification, worths: Mapping[str, Worths], whose: str, payee: str = ""
    ) -> Self:
        """`worths` holds the pounds of those interpretations that were asked for."""

        def ask(code: str) -> str:
            query = {"worth": code} | ({"payee": payee} if payee else {})
            return f"?{urlencode(query)}#{code}" if whose else ""

        cards = [
            InterpretationCard.of(
                spec, interpretation, worths.get(interpretation.code, {}), ask(interpretation.code)
            )
            for interpretation in spec.interpretations
        ]
        return cls(
            title=spec.title,
            code=spec.code,
            version=spec.version,
            whose=whose,
            worth_of=next(iter(worths), ""),
            priced=tuple(card for card in cards if card.computed),
            others=tuple(card for card in cards if not card.computed),
        )
