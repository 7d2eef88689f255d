"""What the tests' own running names is there, so that a move is not forgotten."""

from __future__ import annotations

from tests.architecture.house import ROOT
from tests.running.scheduling import DEMO, FIRST, LAST


def test_every_place_in_the_order_is_there():
    assert not [place for place in {*FIRST, DEMO, LAST} if not (ROOT / place).exists()]
