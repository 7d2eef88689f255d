"""Plays the demo year, day by day, through the commands that anybody could type."""

from __future__ import annotations

import gc
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from time import perf_counter

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from commissioning.clock import as_if_today
from commissioning.models import User
from demo.actions import give_demo_password, note_demo_step
from demo.script import Person, Step, Year
from demo.selectors import open_proposal
from demo.steps import do

Say = Callable[[str], None]


def play(year: Year, steps: range, *, by: User, say: Say) -> dict[str, float]:
    """Play some of the steps, in order, each whole or not at all.

    Returns the seconds that each command took, added up by its name.
    """
    seconds: dict[str, float] = {}
    with connection.cursor() as cursor:  # a power cut costs the last steps whole: they come again
        cursor.execute("SET synchronous_commit = off")
    with rarely_collecting():
        for number in steps:
            step = year.step[number]
            if number and year.step[number - 1].on.month != step.on.month:
                take_stock()
            say(f"{step.on:%d %b %Y}  {step.what}")
            with as_if_today(step.on), transaction.atomic():
                for name, took in play_step(step, year, by=by):
                    seconds[name] = seconds.get(name, 0) + took
                note_demo_step(number=number, on=step.on, what=step.what, by=by)
    if steps:
        take_stock()
    return seconds


def play_step(step: Step, year: Year, *, by: User) -> Iterator[tuple[str, float]]:
    """Do all that happened in a step: each part's name, and the seconds that it took."""
    for command in commands(step):
        began = perf_counter()
        run(command)
        yield command[0], perf_counter() - began
    for deed in step.deeds:
        began = perf_counter()
        do(deed)
        yield deed.deed, perf_counter() - began
    if step.people:
        emails = [person.email for person in step.people]
        give_demo_password(emails=emails, password=year.password, by=by)


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Look for garbage in circles rarely: little of it is, and looking took a sixth of the load."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def take_stock() -> None:
    """Let the database count what was brought in, so that it finds its way to it quickly.

    It does so by itself once a minute, in which a year comes in: until then a page could wait long.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def commands(step: Step) -> Iterator[list[str]]:
    """The commands of a step, as words. One comes into being only when the one before is done."""
    for line in step.do:
        yield [_word(word) for word in shlex.split(line)]
    for person in step.people:
        yield let_in(person)


def let_in(person: Person) -> list[str]:
    """The command that lets a person in."""
    whom = ["--organisation", person.organisation] if person.organisation else []
    return ["create_user", person.email, "--role", person.role.value, "--name", person.name, *whom]


def _word(word: str) -> str:
    if word == "{proposal}":
        return str(open_proposal())
    named = settings.BASE_DIR / word
    return str(named) if "/" in word and named.is_file() else word


def run(command: list[str]) -> str:
    """Run one command; what it prints is given back. Raises CommandError naming the command."""
    said = StringIO()
    try:
        call_command(*command, stdout=said, stderr=said)
    except CommandError as wrong:
        raise CommandError(f"{wrong}\nThe demo stops at: {shlex.join(command)}") from wrong
    return said.getvalue()
