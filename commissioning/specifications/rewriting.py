"""Makes a new version's file from an old one by choosing another reading; nothing else changes."""

from __future__ import annotations

import re

from commissioning.specifications.schema import Mistake, SpecificationError, read_specification

BY_HAND = "is written in a way that cannot be changed here: edit the file"
HEADING = re.compile(r"^\s*\[")


def with_reading(text: str, interpretation: str, option: str, version: str) -> str:
    """The file with another option chosen, as a version of another name.

    Comments and order stay as they are. Raises SpecificationError where the file has no such
    interpretation or option, where the version would be no other, or where the outcome is not a
    specification.
    """
    old = read_specification(text)
    found = old.interpretation(interpretation)
    if found is None:
        raise SpecificationError([Mistake(interpretation, "is not an interpretation of this file")])
    if option not in found.options:
        allowed = ", ".join(found.options)
        raise SpecificationError([Mistake(interpretation, f"has no option “{option}”: {allowed}")])
    if option == found.chosen:
        raise SpecificationError([Mistake(interpretation, f"“{option}” is chosen already")])
    if version == old.version:
        raise SpecificationError([Mistake("version", f"“{version}” is the version of this file")])
    lines = _set(text.split("\n"), 0, "version", version)
    lines = _set(lines, _start_of(lines, interpretation), "chosen", option)
    new = "\n".join(lines)
    read = read_specification(new)
    changed = read.interpretation(interpretation)
    if (read.version, changed and changed.chosen) != (version, option):
        raise SpecificationError(
            [
                Mistake(
                    interpretation, "is written in a way that cannot be changed here: edit the file"
                )
            ]
        )
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


def _set(lines: list[str], start: int, key: str, value: str) -> list[str]:
    """The lines with a key's text changed, within the table that begins at a line."""
    for number in range(start, len(lines)):
        if HEADING.match(lines[number]):
            break
        if re.match(rf"^\s*{key}\s*=", lines[number]):
            return [*lines[:number], f'{key} = "{value}"', *lines[number + 1 :]]
    raise SpecificationError([Mistake(key, BY_HAND)])
