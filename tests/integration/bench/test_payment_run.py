"""The bench of a payment run does what it says, at the size of one commissioner."""

import pytest

from bench import england, measuring, peer

DONCASTER = 39


@pytest.mark.django_db(transaction=True)
def test_the_run_and_the_statement_agree_to_the_penny():
    england.fill(DONCASTER)
    peer.make_table()
    try:
        found = measuring.measure(DONCASTER, rounds=1)
    finally:
        peer.drop_table()
    assert found.lines == DONCASTER * 12
    assert found.disagreeing == 0
