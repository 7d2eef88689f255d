"""Which tests stay together on a worker, and which begin first, so that all workers end as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/system/"
LAST = "tests/system/test_zz_every_page.py"
DEMO = "tests/integration/demo/loaded/"
FIRST = (  # journeys together, since each worker has one browser open for them; then the longest
    JOURNEYS,
    "tests/integration/reporting/test_year_in_days.py",
    DEMO,
    "tests/integration/local/",
    "tests/integration/demo/",
    "tests/integration/reporting/test_backup.py",
    "tests/integration/payments/",
    "tests/integration/",
    "tests/architecture/",
    "tests/",
    LAST,
)


def place(nodeid: str) -> int:
    """How early a test begins."""
    path = nodeid.split("::", maxsplit=1)[0]
    if path == LAST:
        return FIRST.index(LAST)
    return next((number for number, start in enumerate(FIRST) if path.startswith(start)), 0)


def scope(nodeid: str) -> str:
    """What stays together: a journey by itself, the tests on the demo, the tests of a file."""
    if nodeid.startswith(DEMO):
        return DEMO
    if nodeid.startswith(JOURNEYS):
        return nodeid
    return nodeid.split("::", maxsplit=1)[0]


def in_order(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    return sorted(items, key=lambda item: place(item.nodeid))


class Scheduling(LoadScopeScheduling):
    """Hands out tests in the order above, as soon as a worker has nothing left to do."""

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)

    def schedule(self) -> None:
        self.config.option.loadscopereorder = False
        super().schedule()


def scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)
