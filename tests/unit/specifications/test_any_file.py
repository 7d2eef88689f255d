"""Whatever a file holds, reading it gives a specification or a SpecificationError."""

from __future__ import annotations

import re
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.specifications.schema import SpecificationError, read_specification
from tests.unit.specifications import DATA, EXAMPLE

TEXTS = [each.read_text() for each in (EXAMPLE, *sorted(DATA.iterdir()))]
VALUES = [
    '""', '"x"', '"D-02"', "0", "-1", "3.5", "nan", "inf", "true", "[]", "[1]", "[[]]", "{}",
    "{ from = 2020-04-01 }", "{ from = 2021-04-01, to = 2020-04-01 }", "2020-02-29", "0001-01-01",
    "9999-12-31", "2020-06-01T10:00:00Z", "10:00:00", "[{ from = 9999-12-31, to = 9999-12-31 }]",
    '"1e400"', '"٣"', "99999999999999999999999999",
]  # fmt: skip


def read(text: str) -> None:
    with suppress(SpecificationError) as _:
        read_specification(text)


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    read(text)


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=300, deadline=None)
def test_any_other_value_in_any_place(text: str, data: st.DataObject) -> None:
    places = list(re.finditer(r"= (?=\S)", text))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(places))
        line_end = text.index("\n", place.end())
        whole_line = data.draw(st.booleans())
        found = re.compile(r'"[^"\n]*"|[^,\s}\]]+').match(text, place.end())
        end = line_end if whole_line or found is None else found.end()
        text = text[: place.end()] + data.draw(st.sampled_from(VALUES)) + text[end:]
        places = list(re.finditer(r"= (?=\S)", text))
    read(text)


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=200, deadline=None)
def test_any_lines_left_out_moved_or_said_twice(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(lines) - 1))
        line = lines.pop(position)
        for _ in range(data.draw(st.integers(0, 2))):
            lines.insert(data.draw(st.integers(0, len(lines))), line)
    read("\n".join(lines))


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=200, deadline=None)
def test_any_letters_changed(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 5))):
        position = data.draw(st.integers(0, len(text) - 1))
        text = text[:position] + data.draw(st.characters()) + text[position + 1 :]
    read(text)
