"""How homes stand under the questions of a sitrep (interpretation D-26)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

CONFIRMED, ASSUMED, EXCEPTION, WARNING = "C", "A", "E", "W"
STANDS = CONFIRMED + ASSUMED + EXCEPTION + WARNING
AS_PRACTICES_SAY = ""

Figure = list[int]  # how many homes stand in each way, in the order of STANDS
NAMES = {
    CONFIRMED: "Confirmed",
    ASSUMED: "Assumed",
    EXCEPTION: "Exception",
    WARNING: "Warning",
}


@dataclass(frozen=True, slots=True)
class OnRecord:
    """The homes in which the record shows something in place, and what its absence means."""

    homes: AbstractSet[int]
    otherwise: str = AS_PRACTICES_SAY  # or one of STANDS


@dataclass(frozen=True, slots=True)
class SitrepFacts:
    """What is known of the homes in scope, each by its key."""

    networks: Mapping[int, str]  # every home in scope, with its network's code, or ""
    silent: AbstractSet[int]  # a practice that serves the home said nothing, or none is known
    excepted: Mapping[int, AbstractSet[str]] = field(default_factory=dict)  # to which questions
    on_record: Mapping[str, OnRecord] = field(default_factory=dict)  # by question
    warnings: AbstractSet[str] = frozenset()  # questions under which an exception only warns


@dataclass(frozen=True, slots=True)
class SitrepCounts:
    """How each home stands, a letter a question, and how many stand so."""

    questions: tuple[str, ...]
    stands: Mapping[int, str]  # by the home's key
    networks: Mapping[int, str]

    def by_network(self) -> dict[str, dict[str, Figure]]:
        """Figures by question and network; under each they add up to the number of homes."""
        alike = Counter((self.networks[home], letters) for home, letters in self.stands.items())
        figures: dict[str, dict[str, Figure]] = {key: {} for key in self.questions}
        for (network, letters), homes in sorted(alike.items()):
            for question, letter in zip(self.questions, letters, strict=True):
                figure = figures[question].setdefault(network, [0] * len(STANDS))
                figure[STANDS.index(letter)] += homes
        return figures


def added(figures: Mapping[str, Figure]) -> Figure:
    """One figure of several networks'."""
    return [sum(numbers) for numbers in zip(*figures.values(), strict=True)] or [0] * len(STANDS)


def exceptions_among(figures: Mapping[str, Figure]) -> int:
    """How many answers about homes are exceptions, over all questions."""
    place = STANDS.index(EXCEPTION)
    return sum(figure[place] for figure in figures.values())


def counted(questions: Sequence[str], facts: SitrepFacts) -> SitrepCounts:
    """How every home in scope stands under each question.

    An exception counts first. Then the record, where it shows whether something is in place. What
    is left is confirmed where every practice that serves the home said something this week, since
    whoever answers tells all that is not in place; it is assumed where one of them was silent.
    """
    defaults = {False: CONFIRMED * len(questions), True: ASSUMED * len(questions)}
    stands = {home: defaults[home in facts.silent] for home in facts.networks}
    for place, question in enumerate(questions):
        _as_recorded(stands, place, question, facts)
    for home, excepted in facts.excepted.items():
        if home in stands:
            stands[home] = "".join(
                (_missing(question, facts) if question in excepted else letter)
                for question, letter in zip(questions, stands[home], strict=True)
            )
    return SitrepCounts(tuple(questions), stands, facts.networks)


def _as_recorded(stands: dict[int, str], place: int, question: str, facts: SitrepFacts) -> None:
    record = facts.on_record.get(question)
    if record is None:
        return
    otherwise = record.otherwise
    if otherwise == EXCEPTION:
        otherwise = _missing(question, facts)
    for home, letters in stands.items():
        letter = CONFIRMED if home in record.homes else otherwise
        if letter and letters[place] != letter:
            stands[home] = letters[:place] + letter + letters[place + 1 :]


def _missing(question: str, facts: SitrepFacts) -> str:
    return WARNING if question in facts.warnings else EXCEPTION
