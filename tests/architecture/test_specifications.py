"""Every specification that is shipped reads, and every payment in it has a worked example."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning.specifications.schema import read_specification
from commissioning.specifications.schema.checks_readings import COMPUTED
from commissioning.specifications.types import Return

FILES = sorted(Path("commissioning/specifications/data").iterdir())
EXAMPLES = "\n".join(
    path.read_text() for path in sorted(Path("tests/unit/payments").glob("*worked_examples.*"))
)
SPECIFICATIONS = [read_specification(path.read_text()) for path in FILES]


@pytest.mark.parametrize(
    ("code", "term"),
    [(each.code, term.basics.code) for each in SPECIFICATIONS for term in each.payments],
)
def test_every_payment_has_a_worked_example(code: str, term: str) -> None:
    assert f'"{term}"' in EXAMPLES, f"work {term} of {code} out by hand, to the penny"


def test_every_reading_that_changes_pounds_is_in_some_file() -> None:
    found = {each.code for one in SPECIFICATIONS for each in one.interpretations if each.computed}
    assert found == set(COMPUTED)


@pytest.mark.parametrize(
    "asked", [pytest.param(r, id=r.code) for each in SPECIFICATIONS for r in each.returns]
)
def test_every_return_can_be_asked_as_a_form(asked: Return) -> None:
    assert asked.questions
    assert asked.occasions
    assert all(bool(each.choices) == each.answer.endswith(" of") for each in asked.questions)
