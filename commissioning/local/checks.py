"""`./test`: every check and every test at the same time, against a throw-away PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from commissioning.local.database import check_reachable
from commissioning.local.postgres import EmbeddedPostgres, hurry
from commissioning.local.processes import follow
from commissioning.local.terminal import ROOT, VAR, say

BIN = Path(sys.executable).parent
CHECKS: dict[str, Sequence[str | Path]] = {
    "ruff check": [BIN / "ruff", "check", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "."],
    "mypy": [BIN / "mypy"],
    "import-linter": [BIN / "lint-imports", "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}
NOT_FOR_TESTS = ("COMMISSIONING_TODAY", "DEMO", "PRODUCTION", "REDIS_URL", "PORT", "DEBUG")

COVERAGE = "tests.running.covering"  # a gate that only the whole of the tests can pass
COMPILED = VAR / "compiled"
NOT_DROPPED = "--reuse-db"  # the databases go with their server


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended, and what it wrote."""

    name: str
    code: int
    output: str


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for, or everything. Pytest's own summary is the last line."""
    with throw_away_database() as address:
        own = environment(address)
        ends = [] if own_server() else [NOT_DROPPED]
        if arguments:
            return pytest([*arguments, *ends], own)
        with beside(own) as failed:
            whole = own | {"PYTEST_PLUGINS": COVERAGE}
            code = pytest(["tests", f"--numprocesses={workers()}", *ends], whole)
        return code or int(bool(failed))


def workers() -> int:
    """One for each processor that we may use, and two at least: a browser often waits."""
    return max(2, len(os.sched_getaffinity(0)))


@contextmanager
def beside(own: dict[str, str]) -> Iterator[list[str]]:
    """Run every check while the tests run; gives the names of those that fail, as they fail."""
    failed: list[str] = []

    def run_all() -> None:
        for name, command in CHECKS.items():
            outcome = check(name, command, own)
            if outcome.code:
                failed.append(name)
                say(f"\n{outcome.output.rstrip()}\nFAILED: {name}")

    thread = Thread(target=run_all)
    thread.start()
    try:
        yield failed
    finally:
        thread.join()


def check(name: str, command: Sequence[str | Path], own: dict[str, str]) -> Outcome:
    ended = subprocess.run(
        [str(part) for part in command],
        env=own,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(name, ended.returncode, ended.stdout)


def pytest(arguments: Sequence[str], own: dict[str, str]) -> int:
    say(f"— pytest {' '.join(arguments)}")
    return follow([sys.executable, "-m", "pytest", *arguments], own, cwd=ROOT)


def environment(address: str) -> dict[str, str]:
    """The tests' own variables: nothing of the demo or of production reaches them."""
    own = {name: value for name, value in os.environ.items() if name not in NOT_FOR_TESTS}
    if own.pop("PYTHONDONTWRITEBYTECODE", ""):  # dozens of processes start; each would compile anew
        own.setdefault("PYTHONPYCACHEPREFIX", str(COMPILED))
    own["PATH"] = f"{BIN}{os.pathsep}{own.get('PATH', '')}"
    return own | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "commissioning.config.settings",
    }


def own_server() -> str:
    """The address of a server that is there already, where somebody named one."""
    return os.environ.get("DATABASE_URL", "").strip()


@contextmanager
def throw_away_database() -> Iterator[str]:
    """A PostgreSQL for this run alone, unless DATABASE_URL names one."""
    named = own_server()
    if named:
        check_reachable(named)
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="commissioning-test-"))
    server = EmbeddedPostgres(folder / "pg")
    try:
        address = server.start("commissioning")
        hurry(address)
        yield address
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
        forget_the_temporary()


def forget_the_temporary() -> None:
    """Remove what was compiled of checkouts that tests made in a temporary folder."""
    shutil.rmtree(COMPILED / Path(tempfile.gettempdir()).relative_to("/"), ignore_errors=True)
