"""What `./run` and `./test` say, and where things are. Needs nothing but Python itself.

Progress and mistakes go to standard error, so that a management command's output stays clean.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"
LOG = VAR / "setup.log"
EVERY = 15  # seconds after which it is said again what is being waited for
LAST_WORDS = 12  # lines of a log that a message quotes


class CannotGoOnError(Exception):
    """One plain sentence saying what is wrong, and the command that mends it."""


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def apt_get(packages: str) -> str:
    """Give the command that installs system packages, as this person would type it."""
    install = f"apt-get install -y {packages}"
    if os.geteuid() == 0:
        return install
    return f"sudo {install}" if shutil.which("sudo") else f"su -c '{install}'"


class Waiting:
    """Says every so often what is being waited for, and for how long it has been."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.began = self.last = time.monotonic()

    def go_on(self) -> None:
        """Call it as often as is convenient, while there is something to wait for."""
        now = time.monotonic()
        if now - self.last >= EVERY:
            self.last = now
            say(f"{self.what} ({now - self.began:.0f} s) …")


def wait_for(process: subprocess.Popen[bytes], what: str) -> int:
    """Wait until a program ends, however long it takes. Returns its exit code."""
    waiting = Waiting(what)
    while True:
        try:
            return process.wait(timeout=EVERY)
        except subprocess.TimeoutExpired:
            waiting.go_on()


def how_it_ended(code: int) -> str:
    """An exit code as a message gives it: the code, or the signal that ended the program."""
    if code < 0:
        return f"ended by {signal.Signals(-code).name}"
    return f"exit code {code}"


def last_words(log: Path) -> str:
    """The end of what a program said, for a message about why it ended."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    if not any(lines):
        return "It said nothing."
    end = "\n".join(f"  {line}" for line in lines[-LAST_WORDS:])
    return f"The end of what it said ({log}):\n{end}"
