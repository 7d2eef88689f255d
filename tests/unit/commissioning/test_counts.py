"""Numbers of things as people write them."""

from __future__ import annotations

import pytest

from commissioning.domain.counts import counted


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 homes"), (1, "1 home"), (2, "2 homes"), (1204, "1,204 homes")]
)
def test_a_number_is_written_with_what_it_counts(number: int, text: str) -> None:
    assert counted(number, "home") == text


def test_a_word_may_have_a_plural_of_its_own() -> None:
    assert counted(1, "practice has", "practices have") == "1 practice has"
    assert counted(2, "practice has", "practices have") == "2 practices have"
