"""Names that say nothing hide what a file is for; a file that is long hides it too."""

from pathlib import Path

import pytest

from tests.architecture.house import APPS, ROOT, label

VAGUE = {"utils", "helpers", "common", "manager", "managers", "service", "services", "misc"}
LONGEST = 350  # lines; about 250 is when to split by subject
FILES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)


@pytest.mark.parametrize("path", FILES, ids=label)
def test_a_file_is_named_for_what_it_holds(path: Path):
    assert not {part.removesuffix(".py") for part in path.parts} & VAGUE


@pytest.mark.parametrize("path", FILES, ids=label)
def test_a_file_can_be_read_in_one_sitting(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
