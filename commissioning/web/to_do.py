"""What somebody has to do, or waits for: what home pages are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from commissioning.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do, for an organisation, by a day; `waiting` when others have to do it first."""

    title: str
    href: str
    due: date | None = None
    organisation: str = ""  # its code; empty: the CCG itself
    note: str = ""
    waiting: bool = False

    @property
    def order(self) -> tuple[date, str]:
        """Soonest first; without a day last."""
        return (self.due or date.max, self.title)


Source = Callable[[User, date], Iterable[ToDo]]
"""Everything of one subject that a person has to do, or waits for, as of a day.

It asks the database a fixed number of times, however many practices there are.
"""
