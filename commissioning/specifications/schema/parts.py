"""Reading a file's tables before they are known to be right.

What is missing or of the wrong kind reads as nothing here: the shape's own check has said so. So
the checks of sense can run over the same file and report in the same breath.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.domain.periods import Period
from commissioning.specifications.schema.fields import is_day
from commissioning.specifications.schema.mistakes import Mistake, numbered


@dataclass(frozen=True, slots=True)
class FilePart:
    """A table of the file, and where it stands."""

    values: Mapping[str, object]
    place: str = ""

    def at(self, *steps: str) -> str:
        """The place of something in this table."""
        return ", ".join(step for step in (self.place, *steps) if step)

    def wrong(self, message: str, *steps: str) -> Mistake:
        return Mistake(self.at(*steps), message)

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.values.get(key, default)
        return value if isinstance(value, bool) else default

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        return value if isinstance(value, date) and is_day(value) else None

    def span(self, key: str) -> Period | None:
        return _span(self.values.get(key))

    def part(self, key: str) -> FilePart:
        value = self.values.get(key)
        return FilePart(value if isinstance(value, Mapping) else {}, self.at(key))

    def parts(self, key: str) -> list[FilePart]:
        """The tables of a list of tables."""
        return [
            FilePart(value, self.at(numbered(key, position, value)))
            for position, value in self._listed(key)
            if isinstance(value, Mapping)
        ]

    def texts(self, key: str) -> Iterator[tuple[str, str]]:
        """The texts of a list, each after its place."""
        for position, value in self._listed(key):
            if isinstance(value, str):
                yield self.at(numbered(key, position, value)), value

    def spans(self, key: str) -> Iterator[tuple[str, Period]]:
        """The spans of a list, each after its place."""
        for position, value in self._listed(key):
            span = _span(value)
            if span is not None:
                yield self.at(numbered(key, position, value)), span

    def _listed(self, key: str) -> Iterator[tuple[int, object]]:
        value = self.values.get(key)
        yield from enumerate(value if isinstance(value, list) else [])


def _span(value: object) -> Period | None:
    if not isinstance(value, Mapping):
        return None
    start, end = FilePart(value).day("from"), FilePart(value).day("to")
    return Period(start, end) if start and end and start <= end else None


def repeated(
    parts: Sequence[FilePart], key: str, taken: Mapping[str, str] | None = None
) -> Iterator[Mistake]:
    """Say where a code stands twice. `taken` has those given away elsewhere, and where."""
    seen = dict(taken or {})
    for part in parts:
        name = part.text(key)
        if name in seen:
            yield part.wrong(f"“{name}” is already that of {seen[name]}: give each its own", key)
        elif name:
            seen[name] = part.place


def listed(names: Iterable[str]) -> str:
    """Write what is allowed, or that nothing is."""
    return ", ".join(names) or "none"


def unknown(part: FilePart, key: str, names: Iterable[str], what: str) -> Iterator[Mistake]:
    """Say which names in a list point at nothing in the file."""
    allowed = [name for name in names if name]
    for place, name in part.texts(key):
        if name not in allowed:
            yield Mistake(place, f"“{name}” is not {what} of this file; allowed: {listed(allowed)}")


def codes(file: FilePart, key: str, **such: str) -> list[str]:
    """The codes of a list of tables, or of such of them."""
    return [
        part.text("code")
        for part in file.parts(key)
        if part.text("code") and all(part.text(name) == value for name, value in such.items())
    ]


def within(place: str, span: Period | None, outer: Period | None, of: str) -> Iterator[Mistake]:
    """Say where a span leaves the one it belongs in."""
    if span and outer and span.within(outer) != span:
        yield Mistake(place, f"is outside the period of {of}, {outer.start} to {outer.end}")
