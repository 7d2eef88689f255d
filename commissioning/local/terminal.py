"""What `./run` and `./test` say, and where things are. Needs nothing but Python itself.

Progress and mistakes go to standard error, so that a management command's output stays clean.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"
LOG = VAR / "setup.log"


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
