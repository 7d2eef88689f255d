"""Running other programs for a person at a terminal, and stopping what was started."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from commissioning.local.terminal import LOG, ROOT, how_it_ended, last_words, wait_for

TO_PASS_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


class StoppedError(Exception):
    """Somebody asked the whole thing to stop."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number
        super().__init__(signal.Signals(number).name)


Handler = Callable[[int, FrameType | None], None]


@contextmanager
def handling(handler: Handler) -> Iterator[None]:
    before = {each: signal.signal(each, handler) for each in TO_PASS_ON}
    try:
        yield
    finally:
        for each, old in before.items():
            signal.signal(each, old)


def stop_asked(number: int, _frame: FrameType | None) -> None:
    raise StoppedError(number)


def not_now(_number: int, _frame: FrameType | None) -> None:
    """What is being stopped is not stopped twice."""


def follow(command: Sequence[str], environment: Mapping[str, str], **more: Any) -> int:
    """Run a program in our place: its input, output, signals and exit code are ours."""
    child = subprocess.Popen(command, env=environment, **more)

    def pass_on(number: int, _frame: FrameType | None) -> None:
        # Ctrl-C at a terminal reaches the child too; passed on, it would arrive twice.
        if not (number == signal.SIGINT and at_terminal()):
            child.send_signal(number)

    with handling(pass_on):
        code = child.wait()
    return 128 - code if code < 0 else code


def at_terminal() -> bool:
    """Say whether we are what a person at a terminal is looking at."""
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError, AttributeError):
        return False


def begin_quietly(
    command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Begin one of our own steps; what it says goes to the log."""
    with LOG.open("a") as log:
        log.write(f"$ {' '.join(command)}\n")
        log.flush()
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            cwd=ROOT,
        )


def quietly(command: Sequence[str], environment: Mapping[str, str], what: str) -> int:
    """Run one of our own steps to its end, however long it takes. Returns its exit code."""
    return wait_for(begin_quietly(command, environment), f"Still {what}")


@dataclass
class Program:
    """A program that runs beside us: what a message calls it, and the log of what it says."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path | None = None
    _passed_on: int = field(default=0, init=False)

    @property
    def code(self) -> int | None:
        """The exit code, once it has ended."""
        return self.process.poll()

    def pass_on(self) -> None:
        """Show at the terminal what the program has said since."""
        if self.log is not None and self.log.stat().st_size > self._passed_on:
            with self.log.open("rb") as log:
                log.seek(self._passed_on)
                new = log.read()
            self._passed_on += len(new)
            sys.stderr.write(new.decode(errors="replace"))
            sys.stderr.flush()

    def why_it_ended(self) -> str:
        how = how_it_ended(self.process.wait())
        words = last_words(self.log) if self.log else "What it said is above."
        return f"{self.name} ended by itself ({how}). {words}"


@contextmanager
def background(
    name: str, command: Sequence[str], environment: Mapping[str, str], log: Path | None = None
) -> Iterator[Program]:
    """Run a program beside us, and stop it when we end, however we end.

    Without a log, what it says goes where ours goes.
    """
    with log.open("wb") if log else nullcontext() as output:
        child = subprocess.Popen(
            command,
            env=environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches us alone, and we stop it in good order
            preexec_fn=end_with_parent,  # noqa: PLW1509  (we have no threads)
        )
    program = Program(name, child, log)
    try:
        yield program
    finally:
        with handling(not_now):
            if child.poll() is None:
                child.terminate()
            child.wait()
            program.pass_on()


def end_with_parent() -> None:
    """Ask Linux to end this process when ours is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
