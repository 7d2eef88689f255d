from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories.files import Files
from tests.factories.years import SPECIFICATIONS, Year


@pytest.fixture
def all_four() -> Year:
    """Two practices and a network, under the four specifications."""
    year = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        year.a_practice(code, f"PRACTICE {code}")
    return year


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)
