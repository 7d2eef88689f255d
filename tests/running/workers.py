"""What the workers of one run share: a folder, and in it locks, marks and what is made once."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FOLDER = pytest.StashKey[Path]()
DESELECTED = pytest.StashKey[set[Path]]()  # files of which not every test was asked for
PATIENCE = 1800  # seconds: a limit for what never comes, not a time that anything takes
PAUSE = 0.05


def worker_name(config: pytest.Config) -> str:
    """Which worker this process is; nothing where there is one process alone."""
    return str(getattr(config, "workerinput", {}).get("workerid", ""))


def open_folder(config: pytest.Config) -> None:
    """Make the folder that the run shares, or join the one that the controller made."""
    given = getattr(config, "workerinput", {}).get("shared_folder")
    config.stash[DESELECTED] = set()
    config.stash[FOLDER] = Path(given or tempfile.mkdtemp(prefix="shared-by-tests-"))


def remove_folder(config: pytest.Config) -> None:
    if not worker_name(config):
        shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def shared(config: pytest.Config) -> Path:
    return config.stash[FOLDER]


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Do something while no other worker does it."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def wait_until(condition: Callable[[], Any], what: str, *, pause: float = PAUSE) -> None:
    """Wait for the thing itself, however long a busy machine takes over it."""
    ends = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends, f"it did not come: {what}"
        time.sleep(pause)
