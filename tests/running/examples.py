"""How many examples Hypothesis tries: few for each change, all of them for the pure core in CI.

What a test names itself is the number that CI tries. No example has to be made within some time:
another program may keep the machine busy.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.internal.detection import is_hypothesis_test

OF_THE_PURE_CORE = "tests/unit/"
FEWEST = 10
QUICK = 5  # times fewer than in full
OWN = "_hypothesis_internal_use_settings"  # where Hypothesis keeps the settings of a test


def set_numbers(items: list[pytest.Item]) -> None:
    for item in items:
        test = getattr(item, "function", None)
        if is_hypothesis_test(test):
            full = bool(os.environ.get("CI")) and item.nodeid.startswith(OF_THE_PURE_CORE)
            setattr(test, OWN, unhurried(getattr(test, OWN), full=full))


def unhurried(own: Any, *, full: bool) -> hypothesis_settings:
    return hypothesis_settings(
        parent=own,
        max_examples=own.max_examples if full else fewer(own.max_examples),
        deadline=None,
        suppress_health_check={*own.suppress_health_check, HealthCheck.too_slow},
    )


def fewer(number: int) -> int:
    return min(number, max(FEWEST, number // QUICK))
