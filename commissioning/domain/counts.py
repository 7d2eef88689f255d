"""How numbers of things are written for people to read."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """“1 home”, “1,204 homes”; give `many` where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
