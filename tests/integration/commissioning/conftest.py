from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.commissioning.workers import Redis


@pytest.fixture
def redis(installed: Callable[[str, str], str], tmp_path: Path) -> Iterator[Redis]:
    """A Redis of the test's own, which can be stopped and started."""
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = str(finder.getsockname()[1])
    found = Redis(
        [installed("redis-server", "redis-server"), "--port", port, "--dir", str(tmp_path)]
    )
    yield found
    if found.process:
        found.process.kill()
        found.process.wait()
