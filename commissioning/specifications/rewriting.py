"""Makes a new version's file from an old one by choosing another reading; nothing else changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from commissioning.specifications.schema import Mistake, SpecificationError, read_specification

BY_HAND = "is written in a way that cannot be changed here: edit the file"
HEADING = re.compile(r"^\s*\[")
MANY_LINES = re.compile(r"\"\"\"|'''")
KEY = re.compile(r"^\s*([a-z_]+)\s*=")


def with_reading(text: str, interpretation: str, option: str, version: str) -> str:
    """The file with another option chosen, as a version of another name.

    Where the options have no words of their own, what the option means becomes the reading.
    Comments and order stay as they are. Raises SpecificationError where the file has no such
    interpretation or option, where the version would be no other, or where the outcome is not a
    specification.
    """
    old = read_specification(text)
    entry = old.interpretation(interpretation)
    if entry is None:
        raise SpecificationError([Mistake(interpretation, "is not an interpretation of this file")])
    if option not in entry.words:
        allowed = ", ".join(entry.words)
        raise SpecificationError([Mistake(interpretation, f"has no option “{option}”: {allowed}")])
    if option == entry.chosen:
        raise SpecificationError([Mistake(interpretation, f"“{option}” is chosen already")])
    if version == old.version:
        raise SpecificationError([Mistake("version", f"“{version}” is the version of this file")])
    words = entry.words[option]
    lines = _set(text.split("\n"), 0, "version", version)
    start = _start_of(lines, interpretation)
    lines = _set(lines, start, "chosen", option)
    if "reading" in _keys(lines, start):
        lines = _set(lines, start, "reading", words)
    new = "\n".join(lines)
    changed = read_specification(new).interpretation(interpretation)
    if changed is None or (changed.chosen, changed.reading) != (option, words):
        raise SpecificationError([Mistake(interpretation, BY_HAND)])
    return new


def _start_of(lines: list[str], interpretation: str) -> int:
    """The line after the heading of the table that has this code."""
    start = 0
    for number, line in enumerate(lines):
        if HEADING.match(line):
            start = number + 1
        if re.match(rf'^\s*code\s*=\s*["\']{re.escape(interpretation)}["\']', line):
            return start
    raise SpecificationError([Mistake(interpretation, BY_HAND)])


def _keys(lines: list[str], start: int) -> Iterator[str]:
    """The keys that stand at the beginning of a line, within the table that begins at a line."""
    for line in lines[start:]:
        if HEADING.match(line):
            return
        if key := KEY.match(line):
            yield key[1]


def _set(lines: list[str], start: int, key: str, value: str) -> list[str]:
    """The lines with a key's text changed, within the table that begins at a line."""
    for number in range(start, len(lines)):
        if HEADING.match(lines[number]):
            break
        line = lines[number]
        if re.match(rf"^\s*{key}\s*=", line):
            if MANY_LINES.search(line):
                break
            return [
                *lines[:number],
                f"{key} = {json.dumps(value, ensure_ascii=False)}",
                *lines[number + 1 :],
            ]
    raise SpecificationError([Mistake(key, BY_HAND)])
