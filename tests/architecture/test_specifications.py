"""Every specification that is shipped reads, and every payment in it has a worked example."""

from __future__ import annotations

from pathlib import Path

from commissioning.specifications.schema import RequiredReturn, read_specification
from commissioning.specifications.schema.checks_readings import COMPUTED

FILES = sorted(Path("commissioning/specifications/data").iterdir())
EXAMPLES = "\n".join(
    path.read_text() for path in sorted(Path("tests/unit/payments").glob("*worked_examples.*"))
)
SPECIFICATIONS = [read_specification(path.read_text()) for path in FILES]


def test_every_payment_has_a_worked_example() -> None:
    terms = [
        (specification.code, term.code)
        for specification in SPECIFICATIONS
        for term in specification.payments
    ]
    assert terms
    missing = [(code, term) for code, term in terms if f'"{term}"' not in EXAMPLES]
    assert not missing, "work these out by hand, to the penny"


def test_every_reading_that_changes_pounds_is_in_some_file() -> None:
    found = {each.code for one in SPECIFICATIONS for each in one.interpretations if each.computed}
    assert found == set(COMPUTED)


def can_be_asked(form: RequiredReturn) -> bool:
    """Say whether a return has questions and days, and choices just where a question has some."""
    return (
        bool(form.questions)
        and bool(form.occasions)
        and all(
            bool(question.choices) == question.answer.endswith(" of") for question in form.questions
        )
    )


def test_every_return_can_be_asked_as_a_form() -> None:
    forms = [form for specification in SPECIFICATIONS for form in specification.returns]
    assert forms
    assert not [form.code for form in forms if not can_be_asked(form)]
