"""The boards: how each specification was answered, by element, network and practice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.specifications.schema import Silence, Specification
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Column, Row, Table
from practices.models import Chase, SharedSignUps
from practices.selectors.boards import NEVER, NONE, PART, ElementCount
from practices.selectors.opt_outs import ASKED, DECLINED, REFUSED, SIGNED

ANSWERS = {
    SIGNED: ("Signed", "green"),
    DECLINED: ("Declined", "red"),
    PART: ("Signed in part", "yellow"),
    NONE: ("Not answered", "grey"),
}
STAY = {
    SIGNED: ("In, confirmed", "green"),
    ASKED: ("In, opt-out asked for", "yellow"),
    REFUSED: ("In, opt-out refused", "blue"),
    DECLINED: ("Opted out", "red"),
    PART: ("Opted out in part", "yellow"),
    NONE: ("In, no opt-out", "blue"),
}

MOST_NETWORKS = 60  # that a board prints; beyond, practices are found by their network's code


def words_of_answers(specification: Specification) -> Mapping[str, tuple[str, str]]:
    """The answers as people say them, with colours; where silence means in, all have answered."""
    return STAY if specification.sign_up.silence is Silence.IN else ANSWERS


def sign_up_href(specification: str, practice: str) -> str:
    return address("practices:sign_up", specification=specification, practice=practice)


def board_rows(practices: Sequence[Any], specification: Specification) -> list[Row]:
    """One row for each practice of a page of the board."""
    rows, words = [], words_of_answers(specification)
    for practice in practices:
        text, colour = words[practice.answer]
        rows.append(
            Row(
                (
                    Cell(
                        in_words(practice.name),
                        href=sign_up_href(specification.code, practice.code),
                        said=practice.code,
                    ),
                    Cell(in_words(practice.network_name), said=practice.network_code),
                    Cell(text, tag=colour, said="Change asked for" if practice.waits else ""),
                    _day(practice.answered_on),
                    _day(practice.chased_on),
                )
            )
        )
    return rows


def _day(day: date) -> date | None:
    return None if day == NEVER else day


def chased_for(chase: Chase, titles: Mapping[tuple[str, str], str]) -> str:
    """What somebody was chased for, in words."""
    title = titles.get((chase.specification, chase.about), chase.about)
    return title + (f", quarter to {written(chase.quarter)}" if chase.quarter else "")


def chases_href(code: str) -> str:
    """The log of chasing, of one practice or network."""
    return address("practices:chases", query={"q": code})


def chase_rows(chases: Sequence[Chase], titles: Mapping[tuple[str, str], str]) -> list[Row]:
    """One row for each entry of the log of chasing."""
    return [
        Row(
            (
                chase.chased_on,
                Cell(in_words(chase.organisation.name), said=chase.organisation.code),
                chased_for(chase, titles),
                str(chase.chased_by),
                ", ".join(chase.sent_to),
            )
        )
        for chase in chases
    ]


@dataclass(frozen=True, slots=True)
class SignUpBoardPage:
    """What stands above the board of one specification."""

    title: str
    code: str
    by: str
    silence: str
    elements: tuple[tuple[str, str], ...]  # title, and how it was answered
    networks: Table | None  # None: there are too many to read through
    unanswered: int
    chases: bool  # may chase, and there is somebody to chase
    shares: bool  # may share with the directors
    shared: str
    about: str = "sign-up"

    @classmethod
    def of(
        cls,
        specification: Specification,
        *,
        elements: Sequence[ElementCount],
        networks: Mapping[tuple[str, str], Counter[str]],
        shared: SharedSignUps | None,
        keeps: bool,
        on: date,
    ) -> Self:
        words = words_of_answers(specification)
        total = sum(sum(counter.values()) for counter in networks.values())
        unanswered = sum(counter[NONE] for counter in networks.values())
        held = specification.sign_up.silence is not Silence.IN
        return cls(
            title=specification.title,
            code=specification.code,
            by=written(specification.sign_up.by),
            silence="counts as not signed" if held else "means taking part",
            elements=tuple(
                (element.title, _answered(element, total, held=held)) for element in elements
            ),
            networks=_by_network(words, networks) if 0 < len(networks) <= MOST_NETWORKS else None,
            unanswered=unanswered,
            chases=keeps and held and unanswered > 0,
            shares=keeps and on > specification.sign_up.by,
            shared=f"{written(shared.shared_on)}, by {shared.shared_by}" if shared else "",
        )


def _by_network(
    words: Mapping[str, tuple[str, str]], networks: Mapping[tuple[str, str], Counter[str]]
) -> Table:
    """How many practices of each network gave which answer."""
    return Table(
        caption="By network",
        columns=(
            Column("Network"),
            *(Column(text, numeric=True) for text, _ in words.values()),
        ),
        rows=[
            (
                f"{in_words(name)} ({code})" if code else "In no network",
                *(counter[answer] for answer in words),
            )
            for (code, name), counter in networks.items()
        ],
        hidden=False,
    )


def _answered(element: ElementCount, total: int, *, held: bool) -> str:
    rest = total - element.signed - element.declined
    if not held:
        late = ((element.asked, "asked to opt out late"), (element.refused, "refused"))
        late_words = "".join(f", {number} {words}" for number, words in late if number)
        return f"{element.declined} opted out{late_words}, {total - element.declined} in"
    return f"{element.signed} signed, {element.declined} declined, {rest} not answered"


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """One specification on the page of all of them."""

    title: str
    href: str
    by: str
    elements: tuple[tuple[str, str], ...]
    own: tuple[tuple[str, str], ...]  # a person's own practices: name and address


@dataclass(frozen=True, slots=True)
class SignUpsPage:
    """Every specification that asks practices for an answer."""

    asked: tuple[BoardEntry, ...]
    board: bool

    @classmethod
    def of(
        cls,
        specifications: Sequence[tuple[Specification, Sequence[ElementCount], int]],
        own: Sequence[Organisation],
        *,
        board: bool,
    ) -> Self:
        return cls(
            tuple(
                BoardEntry(
                    title=specification.title,
                    href=address("practices:sign_up_board", specification=specification.code),
                    by=written(specification.sign_up.by),
                    elements=tuple(
                        (
                            element.title,
                            _answered(
                                element, total, held=specification.sign_up.silence is not Silence.IN
                            ),
                        )
                        for element in elements
                    ),
                    own=tuple(
                        (in_words(one.name), sign_up_href(specification.code, one.code))
                        for one in own
                    ),
                )
                for specification, elements, total in specifications
            ),
            board,
        )
