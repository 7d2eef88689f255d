"""Organisations' names as people read them."""

import pytest

from commissioning.domain.names import in_words


@pytest.mark.parametrize(
    ("published", "read"),
    [
        ("NHS DONCASTER CCG", "NHS Doncaster CCG"),
        ("THE RANSOME PRACTICE", "The Ransome Practice"),
        ("ST JOHN'S GROUP PRACTICE", "St John's Group Practice"),
        ("4 DONCASTER PCN", "4 Doncaster PCN"),
        ("DR MCEWAN & PARTNERS", "Dr McEwan & Partners"),
        ("MAYFLOWER MEDICAL PRACTICE AT BAWTRY", "Mayflower Medical Practice at Bawtry"),
        ("WEST END CLINIC (ROSSINGTON)", "West End Clinic (Rossington)"),
        ("THE O'NEILL PRACTICE", "The O'Neill Practice"),
        ("MC CLINIC", "Mc Clinic"),
        ("DR ME SHEIKH'S PRACTICE", "Dr ME Sheikh's Practice"),
        ("DRS AB JONES AND PARTNERS", "Drs AB Jones and Partners"),
        ("DR KHAN", "Dr Khan"),
        ("Regent Square", "Regent Square"),
        ("Stenson Court", "Stenson Court"),
        ("", ""),
    ],
)
def test_capitals_become_words(published: str, read: str):
    assert in_words(published) == read
