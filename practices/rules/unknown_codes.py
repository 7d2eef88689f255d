"""What to do with rows about practices that are not in the register."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Protocol, TypeVar

from commissioning.imports import Mistakes

NAMED = 20  # codes in one note


class AboutPractice(Protocol):
    """A row of a file that names a practice and who commissions it."""

    @property
    def line(self) -> int: ...
    @property
    def practice(self) -> str: ...
    @property
    def practice_commissioner(self) -> str: ...


Row = TypeVar("Row", bound=AboutPractice)


def leave_out_unknown(
    rows: Sequence[Row],
    *,
    register: Container[str],
    cut: str,
    column: str,
    skip: bool,
    mistakes: Mistakes,
    notes: list[str],
) -> list[Row]:
    """Give the rows about known practices; note, or take as mistakes, those about others.

    In a file cut to one commissioner, or of one commissioner, every practice of that commissioner
    must be known, unless told to skip it. Of a wider file only what is known is wanted: the rest is
    counted in a note. A file of which nothing is known is a mistake.
    """
    commissioners = {row.practice_commissioner for row in rows} - {""}
    must_know = {cut} if cut else commissioners if len(commissioners) == 1 else set()
    unknown = [row for row in rows if row.practice not in register]
    for row in unknown:
        if not skip and row.practice_commissioner in must_know:
            mistakes.add(
                row.line,
                column,
                f"{row.practice} is not in the register of practices",
                "Import practices first, correct the code, or leave it out with --skip-unknown",
            )
    if unknown and len(unknown) == len(rows) and not mistakes:
        mistakes.add(
            None,
            "",
            f"none of the {len(rows):,} practices of this file is in the register",
            "Import practices first",
        )
    if unknown:
        codes = sorted({row.practice for row in unknown})
        named = f": {', '.join(codes)}" if len(codes) <= NAMED else ""
        notes.append(f"Practices not in the register, left out ({len(codes):,}){named}")
    return [row for row in rows if row.practice in register]
