from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carehomes.models import CareHome
from tests.factories.files import Files
from tests.factories.teams import Team
from tests.factories.years import Year

HOMES = ("1-100000001", "1-100000002", "RXE69")


@pytest.fixture
def year() -> Year:
    """Two practices, three networks and three homes that are aligned to none."""
    year = Year(specifications=())
    for code in ("C86001", "C86002"):
        year.a_practice(code, f"PRACTICE {code}")
    for code in ("U10001", "U10002"):
        year.a_network(code, f"NETWORK {code}")
    for location in HOMES:
        CareHome.objects.create(location_id=location, name=f"Home {location}", nursing=True)
    return year


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def team(db: None, settings: Any) -> Team:  # noqa: ARG001
    """Two practices of a network and one of another, with their people, on 15 February 2021."""
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    return Team(Year(specifications=("enhanced-health-in-care-homes",)))
