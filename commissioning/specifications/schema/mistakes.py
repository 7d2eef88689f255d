"""What is wrong with a specification's file: every mistake at once, each with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NAMES = ("code", "key", "option")  # what a table in a list is known by, where it has one


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend, and where it stands, for example `payment 2 (achievement), rate 1`."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class SpecificationError(ValueError):
    """A file that is not a specification. `mistakes` has all of them."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(mistakes)


def numbered(name: str, position: int, value: object) -> str:
    """Name one of a list as people count: `payment 2 (achievement)`."""
    known_by = ""
    if isinstance(value, Mapping):
        names = (value.get(key) for key in NAMES)
        known_by = next((label for label in names if isinstance(label, str) and label), "")
    known_by = " ".join(known_by.split())[:60]
    return f"{name} {position + 1}" + (f" ({known_by})" if known_by else "")


def place_of(path: Sequence[str | int], values: object) -> str:
    """Write a path into the file's values as people say it."""
    steps: list[str] = []
    for step in path:
        if isinstance(step, int):
            values = values[step] if isinstance(values, list) and step < len(values) else None
            steps[-1:] = [numbered(steps[-1] if steps else "", step, values)]
        else:
            values = values.get(step) if isinstance(values, Mapping) else None
            steps.append(step)
    return ", ".join(steps)
