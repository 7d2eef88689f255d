"""Which of several statements about one matter stands: the one of the latest day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Standing(Generic[Said]):
    """What stands for each matter, what was said before it, and which statements clash."""

    stands: tuple[Said, ...]
    superseded: tuple[tuple[Said, Said], ...]  # each with the one that takes its place
    clashes: tuple[tuple[Said, Said], ...]  # same matter and day, yet they say different things


def latest(
    statements: Iterable[Said],
    *,
    matter: Callable[[Said], Hashable],
    day: Callable[[Said], date],
    says: Callable[[Said], object],
) -> Standing[Said]:
    """Find what stands for each matter. The order in which things were said does not count."""
    matters: dict[Hashable, list[Said]] = {}
    for statement in statements:
        matters.setdefault(matter(statement), []).append(statement)
    stands, superseded, clashes = [], [], []
    for about in matters.values():
        first_of: dict[date, Said] = {}
        for statement in about:
            first = first_of.setdefault(day(statement), statement)
            if says(first) != says(statement):
                clashes.append((first, statement))
        last = first_of[max(first_of)]
        stands.append(last)
        superseded += [(statement, last) for statement in about if day(statement) != day(last)]
    return Standing(tuple(stands), tuple(superseded), tuple(clashes))
