"""The demo's year in a database: how far it has to be there, and loading what is missing."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from commissioning.local import marks
from commissioning.local.processes import Program, StoppedError, background, follow
from commissioning.local.terminal import ROOT, CannotGoOnError, how_it_ended, say

DEMO_DAY = "2021-02-15"  # the day after which nothing happens in the demo's year
ASKED_TO_STOP = {128 + signal.SIGINT, 128 + signal.SIGTERM, 128 + signal.SIGHUP}
OWN_DATA = (
    "The database holds data of its own, so the demo is left out and the date is today's; "
    "to erase that data and load the demo: ./run --fresh"
)


def today() -> str:
    """The day that the demo takes for today."""
    return os.environ.get("COMMISSIONING_TODAY", "").strip() or DEMO_DAY


def as_in_the_demo() -> dict[str, str]:
    return {"DEMO": "1", "COMMISSIONING_TODAY": today()}


@dataclass(frozen=True)
class DemoYear:
    """The year in one database, as far as the day that the demo takes for today."""

    address: str
    is_there: bool

    @classmethod
    def of(cls, address: str) -> DemoYear | None:
        """What there is to load. None where the database holds data of its own: it stays as it is.

        Where something is to be loaded, the database says so from now on, and until it is there.
        """
        note = marks.read(address)
        if not note.demo and marks.holds_own_data(address):
            say(OWN_DATA)
            return None
        is_there = note.demo == marks.LOADED and (not note.until or note.until >= today())
        if not is_there:
            say(f"Loading the demo's year, up to {today()} …")
            marks.write(address, replace(note, demo=marks.LOADING, until=until()))
        return cls(address, is_there)

    @property
    def command(self) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), "load_demo", "--until", today()]

    def load(self, own: Mapping[str, str]) -> None:
        """Load what is missing and print what came of it, with nothing else going on."""
        code = follow(self.command, {**own, **as_in_the_demo()})
        if code in ASKED_TO_STOP:
            raise StoppedError(code - 128)
        self.ended(code)

    def loading(self, own: Mapping[str, str]) -> AbstractContextManager[Program]:
        """Do the same beside something else."""
        return background("The load of the demo's year", self.command, {**own, **as_in_the_demo()})

    def ended(self, code: int) -> None:
        """Note that the year is there. Raises CannotGoOnError where it is not."""
        if self.is_there:
            return
        if code:
            raise CannotGoOnError(
                f"The demo's year could not be loaded (load_demo: {how_it_ended(code)}; what it "
                "said is above). Each day that was played is kept: go on from there with ./run"
            )
        note = marks.read(self.address)
        marks.write(self.address, replace(note, demo=marks.LOADED))


def until() -> str:
    """As the note of the database has it: a day, or nothing for the whole year."""
    return today() if today() < DEMO_DAY else ""
