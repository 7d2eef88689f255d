"""A file with mistakes is told all of them, each with its place and what is allowed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, Discriminator, Tag

from commissioning.specifications.schema import (
    Specification,
    SpecificationError,
    read_specification,
)
from tests.unit.specifications import EXAMPLE

TEXT = EXAMPLE.read_text()
CASES = tomllib.loads(Path(__file__).with_name("broken.toml").read_text())["case"]


def mistakes_in(text: str) -> list[str]:
    with pytest.raises(SpecificationError) as refused:
        read_specification(text)
    assert str(refused.value) == "\n".join(str(each) for each in refused.value.mistakes)
    return [str(each) for each in refused.value.mistakes]


def broken(*changes: tuple[str, str]) -> str:
    """The example with some of its text changed, each time where it stands first."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def test_the_example_is_whole() -> None:
    assert read_specification(TEXT).code == "small"


@pytest.mark.parametrize("case", [pytest.param(each, id=each["name"]) for each in CASES])
def test_says_where_and_what_is_allowed(case: dict[str, Any]) -> None:
    assert mistakes_in(broken((case["old"], case["new"]))) == case["says"]


def test_all_mistakes_are_told_at_once() -> None:
    """Those of shape and those of sense, in one and the same table too."""
    text = broken(
        ('amount = "171.00"', "amount = 171.0"),
        ('rests_on = ["D-03", "D-04"]', 'rests_on = ["D-03", "D-05"]'),
        ("accepted_until = 2021-01-31", "accepted_until = 2021-01-03"),
        ('answer = "one of"', 'answer = "some of"'),
        ("window = { from = 2020-05-01", "window = { from = 2020-03-01"),
    )
    assert [each.split(":")[0] for each in mistakes_in(text)] == [
        "return 2 (report), question 1 (which), answer",
        "payment 1 (monthly), rate 1, amount",
        "deadline 1 (audit), accepted_until",
        "payment 1 (monthly), rests_on 2",
        "payment 4 (costs), category 1 (sessions), window",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('code = "a', "is not TOML at line 1, column 10: Unterminated string"),
        ("a = 1\nb == 2\n", "is not TOML at line 2, column 4: Invalid value"),
        ("a = 1\na = 2\n", "is not TOML at line 2, column 6: Cannot overwrite a value"),
        ("a = [1,\n", "is not TOML at line 2, column 1: Invalid value"),
        ("a = 2020-02-30\n", "is not TOML at line 1, column 5: Invalid date or datetime"),
        ("a = " + "[" * 5000, "is nested too deeply to be a specification"),
        ("a = '\ud800'\n", "is not text in UTF-8: save it again in that encoding"),
    ],
)
def test_what_is_not_toml_is_told_by_line_and_column(text: str, expected: str) -> None:
    (mistake,) = mistakes_in(text)
    assert mistake.startswith(f"the file: {expected}")


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    (mistake,) = mistakes_in("a = " + "9" * 5000)
    assert mistake.startswith("the file: is not TOML: Exceeds the limit")


def test_an_empty_file_lacks_everything() -> None:
    missing = [each.split(":")[0] for each in mistakes_in("")]
    assert missing == [
        "code", "version", "title", "commissioner", "period", "in_force", "contact", "summary",
        "outcomes", "sources", "sign_up", "element", "payment",
    ]  # fmt: skip


def test_windows_line_ends_are_read_alike() -> None:
    assert read_specification(TEXT.replace("\n", "\r\n")) == read_specification(TEXT)


def test_choosing_what_the_file_does_not_compute_is_refused() -> None:
    with pytest.raises(SpecificationError, match="D-01: is not computed in small; allowed: D-02"):
        read_specification(TEXT, choosing={"D-01": "last"})
    with pytest.raises(SpecificationError, match="D-03: has no option “up”; allowed: none, floor"):
        read_specification(TEXT, choosing={"D-03": "up"})


@pytest.mark.parametrize(
    "payment", ["1", '{ per = 1, paid = "monthly" }', '{ per = "bed", paid = 2 }']
)
def test_a_payment_of_no_kind_is_told_the_kinds_there_are(payment: str) -> None:
    told = [line for line in mistakes_in(f"payment = [{payment}]") if line.startswith("payment 1")]
    (mistake,) = told
    assert mistake.startswith("payment 1: `per` and `paid` do not name a kind of payment; allowed:")
    assert "per “bed” paid “monthly”" in mistake


def types_in(kind: Any, seen: set[Any]) -> Iterator[Any]:
    """A type, and all that it is made of."""
    yield kind
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
        seen.add(kind)
        for field in kind.model_fields.values():
            yield from types_in(field.annotation, seen)
            for mark in field.metadata:
                yield from types_in(mark, seen)
    for part in (*get_args(kind), *getattr(kind, "__metadata__", ())):
        yield from types_in(part, seen)


def test_tables_of_several_kinds_are_told_apart_by_name() -> None:
    """So that the place of every mistake in one of them leads through the kind it was read as."""
    choices = [
        kind
        for kind in types_in(Specification, set())
        if any(isinstance(mark, Discriminator) for mark in getattr(kind, "__metadata__", ()))
    ]
    assert len(choices) == 2  # of payments, and of conditions
    tables = [table for choice in choices for table in get_args(get_args(choice)[0])]
    assert len(tables) == 6 + 4
    assert all(any(isinstance(mark, Tag) for mark in table.__metadata__) for table in tables)
    either = {kind for kind in types_in(Specification, set()) if len(tables_of(kind)) > 1}
    assert {tables_of(kind) for kind in either} == {tables_of(get_args(c)[0]) for c in choices}


def tables_of(kind: Any) -> frozenset[Any]:
    """The kinds of table that a choice is between."""
    parts = [
        get_args(part)[0] if hasattr(part, "__metadata__") else part for part in get_args(kind)
    ]
    return frozenset(
        part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)
    )
