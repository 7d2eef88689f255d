"""Times of the same work done several times, and what they come to."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

Result = TypeVar("Result")


@dataclass
class Times:
    """Seconds that each round took."""

    seconds: list[float] = field(default_factory=list)

    def of(self, work: Callable[[], Result]) -> Result:
        """Do the work and note how long it took."""
        start = time.perf_counter()
        result = work()
        self.seconds.append(time.perf_counter() - start)
        return result

    @property
    def median(self) -> float:
        return median(self.seconds)

    def beside(self, peer: Times) -> float:
        """How many times as long as a peer, median over median."""
        return self.median / peer.median

    def __str__(self) -> str:
        low, high = min(self.seconds), max(self.seconds)
        return f"{1000 * low:,.0f} / {1000 * self.median:,.0f} / {1000 * high:,.0f} ms"


def peak_memory() -> float:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
