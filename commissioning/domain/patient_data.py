"""A guard against patients' data: this system holds counts and confirmations, never a person.

It knows an NHS number by its check digit and a date of birth by the words around it. It cannot
know a name; people are told so beside every field they write in.
"""

from __future__ import annotations

import re
from itertools import accumulate

NHS_NUMBER_LENGTH = 10
WHOLE, NO_CHECK_DIGIT = 11, 10

# Digits, and what may stand between the groups of one number: “943 476 5919”, “943-476-5919”.
_GROUPS = re.compile(r"\d+(?:[ \t\u00a0\u2009]{0,2}[-\u2010-\u2015.]?[ \t\u00a0\u2009]{0,2}\d+)*")
_DAYS = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)?\d\d)(?!\d)"
)
_BIRTH = re.compile(
    r"\bd\.?\s?o\.?\s?b\b"
    r"|\b(?:date|day|year|month)s?\s+of\s+births?\b"
    r"|\bbirth[\s-]?(?:date|day)s?\b"
    r"|\bborn\s*(?:on\b|in\s+(?:the\s+)?\d|in\s+[A-Z][a-z]+\s+\d|:|\d)",
    re.IGNORECASE,
)

NHS_NUMBER = (
    "holds what looks like an NHS number: take it out, patient data must never be entered here"
)
DATE_OF_BIRTH = "speaks of a date of birth: take it out, patient data must never be entered here"


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits carry the check digit of an NHS number (modulus 11)."""
    if len(digits) != NHS_NUMBER_LENGTH or not digits.isdigit():
        return False
    weighted = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = WHOLE - weighted % WHOLE
    return check != NO_CHECK_DIGIT and check % WHOLE == int(digits[-1])


def patient_data_in(text: str) -> str:
    """What in a text looks like a patient's data, in words that follow a column's name, or nothing.

    Ten digits in a row count, with spaces, dashes or dots between them, unless more digits adjoin.
    Dates are left out first, so that “2020-05-01 12 sessions” is no number.
    """
    if _BIRTH.search(text):
        return DATE_OF_BIRTH
    for match in _GROUPS.finditer(_DAYS.sub(" / ", text)):
        if _nhs_number_among(re.findall(r"\d+", match[0])):
            return NHS_NUMBER
    return ""


def _nhs_number_among(groups: list[str]) -> bool:
    """Say whether some groups of digits that stand together make an NHS number."""
    for first in range(len(groups)):
        for joined in accumulate(groups[first:]):
            if len(joined) > NHS_NUMBER_LENGTH:
                break
            if is_nhs_number(joined):
                return True
    return False
