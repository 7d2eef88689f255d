"""Load the demo year, with its payment runs and the exports of its last month."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commissioning.accounts.console import person
from commissioning.domain.periods import written
from commissioning.imports.command import day
from commissioning.policy.decision import require
from demo.exports import write_exports
from demo.play import play
from demo.policy import can_load_demo
from demo.script import Year, read_year
from demo.selectors import holds_data, steps_played
from demo.summary import summary
from payments.models import PaymentRun
from payments.selectors.runs import run_by_code

OWN_DATA = (
    "The database holds data of its own: the demo is only loaded into an empty one. To erase"
    " everything and load the demo: ./run --fresh"
)
ANOTHER_YEAR = (
    "The demo in this database was loaded from another edition of demo/year.toml. To erase it and"
    " load it anew: ./run --fresh"
)


class Command(BaseCommand):
    help = (
        "Plays the demo year of demo/year.toml in the order it happened, prepares and approves"
        " its payment runs, and prints what came of it. Again on a loaded demo: prints the same and"
        " changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until", type=day, metavar="DATE", help="play no step after this day (default: all)"
        )
        parser.add_argument(
            "--exports",
            type=Path,
            nargs="?",
            const=own_folder(read_year()),
            metavar="FOLDER",
            help="write the schedule, the statements and the ledger file of the last month, where"
            " they are not there yet (into var/exports and the month, unless a folder is named)",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        year = read_year()
        by = person(None)
        try:
            require(can_load_demo(by))
        except PermissionDenied as refused:
            raise CommandError(str(refused)) from refused
        done = self.steps_done(year)
        wanted = sum(step.on <= (options["until"] or year.today) for step in year.step)
        began = perf_counter()
        seconds = play(year, range(done, wanted), by=by, say=self.say)
        if seconds:
            self.say(took(perf_counter() - began, seconds))
        else:
            self.say(already(year, done, wanted))
        run = last_run(year, max(done, wanted))
        folder = options["exports"] or own_folder(year)
        if run and options["exports"] and (seconds or not folder.exists()):
            self.say(f"Writing the files of {year.run}")
            write_exports(year, folder, self.say)
        self.stdout.write("\n".join(summary(year, run, folder)))

    def say(self, text: str) -> None:
        self.stderr.write(text)

    def steps_done(self, year: Year) -> int:
        """How many steps have been played. Refuses a database that holds anything else."""
        played = steps_played()
        if not played and holds_data():
            raise CommandError(OWN_DATA)
        if played != [step.what for step in year.step[: len(played)]]:
            raise CommandError(ANOTHER_YEAR)
        return len(played)


def own_folder(year: Year) -> Path:
    """Where the files of the demo's month go, unless somebody names another folder."""
    folder: Path = settings.VAR / "exports" / year.run
    return folder


def last_run(year: Year, steps: int) -> PaymentRun | None:
    """The demo's own run, once the year has been played to its end."""
    return run_by_code(year.run) if steps == len(year.step) else None


def already(year: Year, done: int, wanted: int) -> str:
    """Why nothing is played."""
    if not done:
        return f"Nothing happens by then: the demo year starts on {written(year.step[0].on)}."
    there = f"The demo is loaded already, up to {written(year.step[done - 1].on)}."
    if done == wanted:
        return there
    until = year.step[wanted - 1].on if wanted else year.step[0].on
    return (
        f"{there} What happened after {written(until)} is there too, although the site may take an"
        " earlier day for today. To begin on that day without it, and without what was entered:"
        " ./run --fresh, with the same COMMISSIONING_TODAY"
    )


def took(seconds: float, parts: dict[str, float]) -> str:
    """How long the load took, and where the time went."""
    most = sorted(parts.items(), key=lambda part: -part[1])[:4]
    listed = ", ".join(f"{name} {spent:.1f}" for name, spent in most)
    return f"Loaded in {seconds:.1f} s ({listed})"
