"""How exports write months, amounts, and text that somebody else typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.periods import Month
from payments.exports.words import csv_line, guarded, months_said, sterling
from payments.rules.unfolding import DerivationStep, as_said


@pytest.mark.parametrize(
    "text", ["=cmd()", "+1", "-1", "@x", "\tx", "\rx", "\nx", "=HYPERLINK(1)", "-"]
)
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@given(st.text())
def test_guarded_text_never_starts_a_formula_and_loses_nothing(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert guarded(text).endswith(text)
    assert len(guarded(text)) - len(text) in (0, 1)


@pytest.mark.parametrize("text", ["", "C86001", "1-112774876", "A + B", "Surgery = practice"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["2020-06"], "June 2020"),
        (["2020-05", "2020-04"], "April to May 2020"),
        (["2020-04", "2020-05", "2020-06", "2020-08"], "April to June 2020, and August 2020"),
        (["2020-12", "2021-01"], "December 2020 to January 2021"),
        (["2020-04", "2020-06", "2020-08"], "April 2020, June 2020, and August 2020"),
        ([], ""),
    ],
)
def test_months_are_said_as_people_say_them(months: list[str], said: str) -> None:
    assert months_said(Month.parse(each) for each in months) == said


def test_the_sign_comes_before_the_pound() -> None:
    assert sterling(Decimal("-6944.31")) == "-£6,944.31"
    assert sterling(Decimal("0.00")) == "£0.00"


def test_cells_with_commas_and_quotation_marks_stay_one_cell() -> None:
    assert csv_line(["a", 'b, "c"']) == 'a,"b, ""c"""\r\n'


def test_answers_are_said_as_yes_or_no_and_amounts_are_not() -> None:
    steps = [
        DerivationStep(0, "Aspiration", "0.00", "unless held", ""),
        DerivationStep(1, "Aspiration", "1", "multiply", ""),
        DerivationStep(2, "Patients", "1", "", ""),
        DerivationStep(1, "Released for payment", "0", "", "held"),
        DerivationStep(0, "Other", "1", "", ""),
    ]
    said = as_said(steps)
    assert [step.value for step in said] == ["0.00", "1", "1", "no", "1"]
    assert said[1].how == "multiplied"
