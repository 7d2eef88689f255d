"""What differs between two versions, in words; and a new version made by another reading."""

from __future__ import annotations

import pytest

from commissioning.specifications.differences import Difference, differences_between
from commissioning.specifications.rewriting import with_reading
from commissioning.specifications.schema import SpecificationError, read_specification
from tests.unit.specifications import DATA, EXAMPLE

TEXT = (DATA / "proactive-care.toml").read_text()
OLD = read_specification(TEXT)


def changed(*changes: tuple[str, str]) -> list[Difference]:
    text = TEXT
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return differences_between(OLD, read_specification(text))


def test_the_same_text_differs_in_nothing():
    assert changed() == []
    assert changed(('version = "2020-21.4"', 'version = "2020-21.5"')) == []
    assert changed(("# What is due when", "# What is due, and when")) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ('amount = "171.00"', 'amount = "180.00"'),
            ("Payments", "Aspiration", "Rate", "£171.00 from 1 April 2020"),
        ),
        (
            ("due = 2021-02-26", "due = 2021-03-12"),
            ("Returns", "Evaluation of proactive care", "Due", "26 February 2021"),
        ),
        (
            ('ask = "What stood in the way?"', 'ask = "Which barriers?"'),
            (
                "Returns",
                "Evaluation of proactive care",
                "Question barriers",
                "What stood in the way?",
            ),
        ),
        (
            ("from = 2020-06-01, to = 2020-08-31", "from = 2020-06-01, to = 2020-09-30"),
            (
                "Elements",
                "COVID-19 support to care homes",
                "Days",
                "1 June 2020 to 31 August 2020",
            ),
        ),
        (
            ('chosen = "register_rate"', 'chosen = "per_head"'),
            (
                "Interpretations",
                "D-02 What achievement is worth",
                "Chosen",
                "£73.08 for each register patient, up to 2% of the list",
            ),
        ),
        (
            ('silence = "held"', 'silence = "in"'),
            (
                "Signing up",
                "",
                "What silence means",
                "Not signed: instalments wait for an answer",
            ),
        ),
    ],
)
def test_a_change_is_said_with_its_place(change, said):
    found = {(each.part, each.item, each.what, each.before) for each in changed(change)}
    assert said in found


def test_what_is_added_and_removed_is_told_apart():
    names = ("review", "full-specification")
    start, end = (TEXT.index(f'[[deadline]]\ncode = "{each}"') for each in names)
    table = TEXT[start:end]
    removed = changed((table, ""))
    assert {(each.part, each.kind) for each in removed} == {("Deadlines", "removed")}
    added = differences_between(read_specification(TEXT.replace(table, "", 1)), OLD)
    assert {each.kind for each in added} == {"added"}


@pytest.mark.parametrize("file", sorted(DATA.iterdir()), ids=lambda path: path.stem)
def test_every_reading_of_every_file_can_be_chosen_otherwise(file):
    text = file.read_text()
    old = read_specification(text)
    for each in old.interpretations:
        for option in each.words:
            if option == each.chosen:
                continue
            new = read_specification(with_reading(text, each.code, option, "next-1"))
            found = new.interpretation(each.code)
            assert found is not None
            assert (new.version, found.chosen) == ("next-1", option)
            assert found.reading == each.words[option] != each.reading
            others = [one for one in new.interpretations if one.code != each.code]
            assert others == [one for one in old.interpretations if one.code != each.code]


def test_in_a_file_whose_options_have_no_words_the_meaning_becomes_the_reading():
    text = EXAMPLE.read_text().replace('means = "Down"', "means = 'Say \"down\"'")

    new = with_reading(text, "D-03", "floor", "next-1")

    found = read_specification(new).interpretation("D-03")
    assert found is not None
    assert found.reading == 'Say "down"'
    assert 'reading = "Not rounded"' not in new


def test_a_reading_over_many_lines_is_left_to_whoever_writes_the_file():
    text = EXAMPLE.read_text().replace('reading = "Not rounded"', 'reading = """Not\nrounded"""')

    with pytest.raises(SpecificationError, match="edit the file"):
        with_reading(text, "D-03", "floor", "next-1")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("D-99", "none", "x"), "D-99: is not an interpretation of this file"),
        (("D-02", "other", "x"), "D-02: has no option “other”: register_rate, per_head"),
        (("D-02", "register_rate", "x"), "is chosen already"),
        (("D-02", "per_head", "2020-21.4"), "version: “2020-21.4” is the version of this file"),
        (("D-02", "per_head", "not a version"), "version: must be at most 40 letters"),
        (("D-02", "per_head", 'x"\ncode = "y'), "version: must be at most 40 letters"),
    ],
)
def test_what_cannot_be_chosen_is_refused(asked, said):
    with pytest.raises(SpecificationError, match=said):
        with_reading(TEXT, *asked)
