"""Nothing that looks like a patient's data gets in; ordinary words and numbers do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.patient_data import (
    DATE_OF_BIRTH,
    NHS_NUMBER,
    is_nhs_number,
    patient_data_in,
)

# 943 476 5919 is the NHS's own published example; it belongs to nobody.
EXAMPLE = "9434765919"


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE,
        "943 476 5919",
        "943-476-5919",
        "943 - 476 - 5919",
        "943\u00a0476\u00a05919",
        "94 34 76 59 19",
        "9 4 3 4 7 6 5 9 1 9",
        f"Visit for {EXAMPLE}, twice",
        f"NHS{EXAMPLE}",
        "Visits: 12 for 943 476 5919",
        "943 476 5919 2 sessions",
        "On 2020-05-01 for 943 476 5919",
    ],
)
def test_nhs_number_is_found(text: str) -> None:
    assert patient_data_in(text) == NHS_NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "DOB 3/5/1934",
        "d.o.b. unknown",
        "her date of birth",
        "dates of birth attached",
        "Birth date",
        "birthdate",
        "born 03/05/1934",
        "born on a Friday",
        "born in May 1934",
    ],
)
def test_date_of_birth_is_found(text: str) -> None:
    assert patient_data_in(text) == DATE_OF_BIRTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Locum sessions, 3 in the week of 4 May 2020",
        "9434765918",  # the check digit is wrong
        "19434765919",  # eleven digits: a telephone number
        "01302 566300",
        "Invoice 20200501-12",
        "2020-05-01 12 sessions, 2020-05-08 10 sessions",
        "24/05/2020 3 sessions",
        "14.50 an hour for 37.5 hours",
        "Costs borne by the practice; airborne; stubborn",
        "Minutes of 12 May 2020, item 4",
        "1-123456789",
    ],
)
def test_ordinary_text_passes(text: str) -> None:
    assert patient_data_in(text) == ""


@pytest.mark.parametrize("digits", ["", "943476591", "94347659199", "943476591X"])
def test_ten_digits_make_an_nhs_number(digits: str) -> None:
    assert not is_nhs_number(digits)


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_at_most_one_check_digit_fits(nine: str) -> None:
    fits = [digit for digit in "0123456789" if is_nhs_number(nine + digit)]
    assert len(fits) <= 1


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert patient_data_in(text) in ("", NHS_NUMBER, DATE_OF_BIRTH)
