"""What each page's address is about: one's own in the first, another's in the second.

A module for each subject holds `ABOUT`, by the name of the address, and where the rows that its
addresses name have to be made, a function `prepare(year)`. One's own is the practice C86001 and its
network U72999; another's is C86003 and U36746.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from tests.architecture.addresses.runs import OF_RUNS
from tests.factories.years import Year

Names = dict[str, object]

ABOUT: dict[str, tuple[Names, Names]] = {}
PREPARE: list[Callable[[Year], None]] = []

for found in iter_modules(__path__):
    subject = import_module(f"{__name__}.{found.name}")
    ABOUT |= subject.ABOUT
    if hasattr(subject, "prepare"):
        PREPARE.append(subject.prepare)

__all__ = ["ABOUT", "OF_RUNS", "PREPARE"]
