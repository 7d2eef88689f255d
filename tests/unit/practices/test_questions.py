"""A return's questions: the same rules for every kind of answer, whatever is typed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.specifications.schema import Question, RequiredReturn, read_specification
from commissioning.specifications.schema.duties import Answer
from practices.rules.questions import (
    all_questions,
    cannot_be_kept,
    first_questions,
    is_blank,
    kept,
    said,
    tidy,
    wrong_with,
)
from tests.architecture.test_specifications import FILES

KINDS = Answer.__args__  # type: ignore[attr-defined]
RETURNS = [each for path in FILES for each in read_specification(path.read_text()).returns]
ANYTHING: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=40)
    | st.sampled_from(["no", "plan", "yes"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["day", "month", "year", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def a_question(kind: str, **more: Any) -> Question:
    choices = ("Red", "Blue") if kind.endswith(" of") else ()
    return Question.model_construct(
        key="it", ask="What is it?", answer=kind, choices=choices, **more
    )


@pytest.mark.parametrize(
    ("kind", "good", "words"),
    [
        ("yes or no", "yes", "Yes"),
        ("yes, no, or no with a plan", "plan", "No, with a plan"),
        ("text", "Two\nlines", "Two\nlines"),
        ("number", "1,204", "1,204"),
        ("number", "1204", "1,204"),
        ("number", "0", "0"),
        ("percent", "62.5", "62.5%"),
        ("percent", "100 %", "100%"),
        ("day", {"day": "31", "month": "3", "year": "2021"}, "31 March 2021"),
        ("one of", "Red", "Red"),
        ("any of", ["Red", "Blue"], "Red, Blue"),
    ],
)
def test_a_good_answer_reads_as_people_write_it(kind: str, good: Any, words: str) -> None:
    question = a_question(kind)
    assert wrong_with(question, tidy(question, good)) == ""
    assert said(question, tidy(question, good)) == words


@pytest.mark.parametrize(
    ("kind", "bad", "why"),
    [
        ("yes or no", "plan", "Choose an answer"),
        ("yes, no, or no with a plan", "perhaps", "Choose an answer"),
        ("text", "x" * 10_001, "10,000 characters or fewer: it has 10,001"),
        ("text", "NHS number 943 476 5919", "holds what looks like an NHS number"),
        ("number", "-1", "must be a whole number"),
        ("number", "1.5", "must be a whole number"),
        ("number", "12,34", "must be a whole number"),
        ("number", "٣", "must be a whole number"),
        ("number", "10000001", "must be a whole number"),
        ("percent", "100.01", "must be a percentage"),
        ("percent", "half", "must be a percentage"),
        ("day", {"day": "31", "month": "2", "year": "2021"}, "must be a real date"),
        ("day", {"day": "1_0", "month": "2", "year": "2021"}, "must be a real date"),
        ("one of", "Green", "Choose an answer"),
        ("any of", ["Red", "Green"], "Choose an answer"),
    ],
)
def test_a_bad_answer_is_named_with_what_is_wanted(kind: str, bad: Any, why: str) -> None:
    question = a_question(kind)
    assert why in wrong_with(question, tidy(question, bad))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_can_be_missing(kind: str) -> None:
    asked = a_question(kind)
    assert "“What is it?”" in wrong_with(asked, tidy(asked, None))
    optional = a_question(kind, required=False)
    assert wrong_with(optional, tidy(optional, None)) == ""


@pytest.mark.parametrize("kind", [*KINDS, "line"])
@UNHURRIED
@given(value=ANYTHING)
def test_whatever_is_typed_can_be_kept_or_is_refused_in_words(kind: str, value: Any) -> None:
    question = a_question(kind)
    tidied = tidy(question, value)
    assert tidy(question, tidied) == tidied
    text = json.dumps(tidied)
    assert "\\u0000" not in text
    for answer in (cannot_be_kept(question, tidied), wrong_with(question, tidied)):
        assert isinstance(answer, str)
    assert isinstance(said(question, tidied), str)
    if not is_blank(question, tidied) and not wrong_with(question, tidied):
        assert said(question, tidied)


@pytest.mark.parametrize("asked", RETURNS, ids=lambda each: each.code)
@UNHURRIED
@given(data=st.data())
def test_every_return_asks_each_question_once_whatever_is_answered(
    asked: RequiredReturn, data: Any
) -> None:
    keys = [each.key for each in asked.questions]
    answers = data.draw(st.dictionaries(st.sampled_from(keys), ANYTHING, max_size=8))
    for by_practice in (True, False):
        for network in ("", "A network"):
            first = first_questions(asked, by_practice=by_practice, network=network)
            tidied = kept(first, answers)
            found = [
                each.key
                for each in all_questions(asked, tidied, by_practice=by_practice, network=network)
            ]
            assert len(found) == len(set(found))
            assert {each.key for each in first} <= set(found)
            plans = [each for each in found if each.startswith("plan-of-")]
            assert len(plans) == sum(value == "plan" for value in tidied.values())
