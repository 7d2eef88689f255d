"""The boards: how each specification was answered, by element, network and practice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.lists import Cell, Column, Row, Table
from commissioning.models import Organisation
from commissioning.specifications.types import Silence, Specification
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


def words_of_answers(asked: Specification) -> Mapping[str, tuple[str, str]]:
    """The answers as people say them, with colours; where silence means in, all have answered."""
    return STAY if asked.sign_up.silence is Silence.IN else ANSWERS


def sign_up_href(specification: str, practice: str) -> str:
    return f"/sign-ups/{specification}/{practice}/"


def board_rows(practices: Sequence[Any], asked: Specification) -> list[Row]:
    """One row for each practice of a page of the board."""
    rows, words = [], words_of_answers(asked)
    for each in practices:
        text, colour = words[each.answer]
        rows.append(
            Row(
                (
                    Cell(
                        in_words(each.name),
                        href=sign_up_href(asked.code, each.code),
                        said=each.code,
                    ),
                    Cell(in_words(each.network_name), said=each.network_code),
                    Cell(text, tag=colour, said="Change asked for" if each.waits else ""),
                    _day(each.answered_on),
                    _day(each.chased_on),
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
    return f"/chases/?q={code}"


def chase_rows(chases: Sequence[Chase], titles: Mapping[tuple[str, str], str]) -> list[Row]:
    """One row for each entry of the log of chasing."""
    return [
        Row(
            (
                each.chased_on,
                Cell(in_words(each.organisation.name), said=each.organisation.code),
                chased_for(each, titles),
                str(each.chased_by),
                ", ".join(each.sent_to),
            )
        )
        for each in chases
    ]


@dataclass(frozen=True, slots=True)
class BoardPage:
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
        asked: Specification,
        *,
        elements: Sequence[ElementCount],
        networks: Mapping[tuple[str, str], Counter[str]],
        shared: SharedSignUps | None,
        keeps: bool,
        on: date,
    ) -> Self:
        words = words_of_answers(asked)
        total = sum(sum(each.values()) for each in networks.values())
        unanswered = sum(each[NONE] for each in networks.values())
        held = asked.sign_up.silence is not Silence.IN
        return cls(
            title=asked.title,
            code=asked.code,
            by=written(asked.sign_up.by),
            silence="counts as not signed" if held else "means taking part",
            elements=tuple((each.title, _answered(each, total, held=held)) for each in elements),
            networks=_by_network(words, networks) if 0 < len(networks) <= MOST_NETWORKS else None,
            unanswered=unanswered,
            chases=keeps and held and unanswered > 0,
            shares=keeps and on > asked.sign_up.by,
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
                *(counter[each] for each in words),
            )
            for (code, name), counter in networks.items()
        ],
        hidden=False,
    )


def _answered(each: ElementCount, total: int, *, held: bool) -> str:
    rest = total - each.signed - each.declined
    if not held:
        late = ((each.asked, "asked to opt out late"), (each.refused, "refused"))
        said = "".join(f", {number} {words}" for number, words in late if number)
        return f"{each.declined} opted out{said}, {total - each.declined} in"
    return f"{each.signed} signed, {each.declined} declined, {rest} not answered"


@dataclass(frozen=True, slots=True)
class Asked:
    """One specification on the page of all of them."""

    title: str
    href: str
    by: str
    elements: tuple[tuple[str, str], ...]
    own: tuple[tuple[str, str], ...]  # a person's own practices: name and address


@dataclass(frozen=True, slots=True)
class SignUpsPage:
    """Every specification that asks practices for an answer."""

    asked: tuple[Asked, ...]
    board: bool

    @classmethod
    def of(
        cls,
        asked: Sequence[tuple[Specification, Sequence[ElementCount], int]],
        own: Sequence[Organisation],
        *,
        board: bool,
    ) -> Self:
        return cls(
            tuple(
                Asked(
                    title=each.title,
                    href=f"/sign-ups/{each.code}/",
                    by=written(each.sign_up.by),
                    elements=tuple(
                        (
                            element.title,
                            _answered(element, total, held=each.sign_up.silence is not Silence.IN),
                        )
                        for element in elements
                    ),
                    own=tuple(
                        (in_words(one.name), sign_up_href(each.code, one.code)) for one in own
                    ),
                )
                for each, elements, total in asked
            ),
            board,
        )
