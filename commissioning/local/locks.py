"""Locks between processes of one checkout, let go by the system when a process ends in any way."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Do something while no other process does it."""
    with path.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


class Shared:
    """Hold something together with others, and know whether we are the last."""

    def __init__(self, path: Path) -> None:
        self._held: IO[str] = path.open("a")

    def join(self) -> None:
        """Become one of those who hold it; waits while somebody holds it alone."""
        fcntl.flock(self._held, fcntl.LOCK_SH)

    def take_alone(self) -> bool:
        """Hold it alone, if nobody else holds it. If somebody does, we hold it no more."""
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def leave(self) -> None:
        self._held.close()
