"""The gate of coverage: every branch of the pure core is taken by a unit test.

Loaded before Django by the variable PYTEST_PLUGINS, so that what runs at import is seen as well.
Measuring costs time, so it is on only while modules load and in the tests that are about it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.running.workers import shared, worker_name

SOURCES = ("commissioning.domain", "commissioning.specifications.schema", "payments.rules")
MEASURED = ("tests/unit/",)
WHOLE = 100.0


class Measure:
    """What this process has seen of it."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="coverage-of-tests-")
        data = str(Path(self.folder.name) / "data")
        self.coverage = coverage.Coverage(data, data_suffix=True, branch=True, source_pkgs=SOURCES)
        self.coverage.start()
        self.follows_another = False  # the test to come, a test that is not measured

    def save(self, folder: Path) -> None:
        self.coverage.stop()
        self.coverage.save()
        folder.mkdir(exist_ok=True)
        for path in Path(self.folder.name).iterdir():
            path.rename(folder / path.name)


MEASURE = Measure()


def pytest_sessionstart(session: pytest.Session) -> None:
    """The controller of workers runs no test itself."""
    if not worker_name(session.config) and session.config.getoption("numprocesses", None):
        MEASURE.coverage.stop()


def pytest_collection_finish() -> None:
    MEASURE.coverage.stop()


def forget_results() -> None:
    """Empty the caches of what is measured: what another test worked out is worked out again."""
    modules = [module for name, module in sys.modules.items() if name.startswith(SOURCES)]
    for value in [value for module in modules for value in vars(module).values()]:
        if hasattr(value, "cache_clear"):
            value.cache_clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    if not item.nodeid.startswith(MEASURED):
        MEASURE.follows_another = True
        return (yield)
    if MEASURE.follows_another:
        forget_results()
        MEASURE.follows_another = False
    MEASURE.coverage.start()
    try:
        return (yield)
    finally:
        MEASURE.coverage.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave what was seen to the controller; it is the last to finish, and adds all up."""
    folder = shared(session.config) / "coverage"
    MEASURE.save(folder)
    if worker_name(session.config) or session.exitstatus:
        return
    every = coverage.Coverage(str(folder / "data"), branch=True, source_pkgs=SOURCES)
    every.combine()
    lines = folder / "report"
    with lines.open("w") as report:
        share = every.report(file=report, show_missing=True, skip_covered=True, precision=2)
    if share < WHOLE:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    report = shared(config) / "coverage" / "report"
    if report.exists() and "%" in report.read_text():
        terminalreporter.section("branches of the pure core that no unit test takes")
        terminalreporter.write(report.read_text())
