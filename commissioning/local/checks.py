"""`./test`: every check and every test, against a throw-away PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from commissioning.local.database import check_reachable
from commissioning.local.postgres import EmbeddedPostgres, hurry
from commissioning.local.processes import follow
from commissioning.local.terminal import ROOT, say

BIN = Path(sys.executable).parent
CHECKS: dict[str, Sequence[str | Path]] = {
    "ruff check": [BIN / "ruff", "check", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "."],
    "mypy": [BIN / "mypy"],
    "import-linter": [BIN / "lint-imports", "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}
BROWSER = "tests/system"
NO_TESTS_FOUND = 5
NOT_FOR_TESTS = ("COMMISSIONING_TODAY", "DEMO", "PRODUCTION", "REDIS_URL", "PORT", "DEBUG")


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for, or everything. Pytest's own summary is the last line."""
    with throw_away_database() as address:
        own = environment(address)
        if arguments:
            return asked(arguments, own)
        failed = [name for name, command in CHECKS.items() if check(name, command, own)]
        if pytest([BROWSER], own | {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}):
            failed.append(BROWSER)
        if failed:
            say(f"FAILED: {', '.join(failed)}")
        return pytest(["tests", f"--ignore={BROWSER}"], own) or int(bool(failed))


def asked(arguments: Sequence[str], own: dict[str, str]) -> int:
    """Run the tests somebody named; those in a browser need a variable of their own."""
    if any(each.startswith(BROWSER) for each in arguments):
        own = own | {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    return pytest(arguments, own)


def check(name: str, command: Sequence[str | Path], own: dict[str, str]) -> int:
    say(f"— {name}")
    return follow([str(each) for each in command], own, cwd=ROOT)


def pytest(arguments: Sequence[str], own: dict[str, str]) -> int:
    say(f"— pytest {' '.join(arguments)}")
    code = follow([sys.executable, "-m", "pytest", *arguments], own, cwd=ROOT)
    return 0 if code == NO_TESTS_FOUND and list(arguments) == [BROWSER] else code


def environment(address: str) -> dict[str, str]:
    """The tests' own variables: nothing of the demo or of production reaches them."""
    own = {name: value for name, value in os.environ.items() if name not in NOT_FOR_TESTS}
    own["PATH"] = f"{BIN}{os.pathsep}{own.get('PATH', '')}"
    return own | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "commissioning.config.settings",
    }


@contextmanager
def throw_away_database() -> Iterator[str]:
    """A PostgreSQL for this run alone, unless DATABASE_URL names one."""
    named = os.environ.get("DATABASE_URL", "").strip()
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
