"""Which network looks after a home on which days, from what was said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from commissioning.domain.periods import day_before


@dataclass(frozen=True, slots=True)
class Stated:
    """A home is aligned to a network from a day, until a day or until its next alignment."""

    network: str
    start: date
    end: date | None = None
    line: int | None = None  # of the file that says so; None: it is on record


@dataclass(frozen=True, slots=True)
class Lasting:
    """An alignment with the end it has among the home's others."""

    stated: Stated
    end: date | None
    ended_by_move: bool


def lasting(stated: Iterable[Stated]) -> tuple[list[Lasting], list[tuple[Stated, Stated]]]:
    """Work out how long each of a home's alignments lasts, and which of them overlap.

    One with no stated end is ended by a later one to another network, the day before it starts.
    Any other overlap is a clash: a stated end that is not kept, or the same network twice.
    At most one alignment of a home starts on a day.
    """
    ordered = sorted(stated, key=lambda statement: statement.start)
    lasting_alignments, clashes = [], []
    for this, following in pairwise(ordered):
        moved = this.end is None and this.network != following.network
        if not moved and (this.end is None or this.end >= following.start):
            clashes.append((this, following))
        end = day_before(following.start) if moved else this.end
        lasting_alignments.append(Lasting(this, end, moved))
    if ordered:
        lasting_alignments.append(Lasting(ordered[-1], ordered[-1].end, ended_by_move=False))
    return lasting_alignments, clashes
