"""Requests are logged without the secrets that some addresses hold."""

from __future__ import annotations

import pytest

from commissioning.config.access_log import without_secrets


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("GET /deadlines/abc-DEF_1.ics HTTP/1.1", "GET /deadlines/….ics HTTP/1.1"),
        ("GET /invited/abc/ HTTP/1.1", "GET /invited/…/ HTTP/1.1"),
        (
            "GET /accounts/password/link/1-ab-cd/ HTTP/1.1",
            "GET /accounts/password/link/…/ HTTP/1.1",
        ),
        ("GET /deadlines/?year=2020-21 HTTP/1.1", "GET /deadlines/?year=2020-21 HTTP/1.1"),
        ("GET /messages/12/ HTTP/1.1", "GET /messages/12/ HTTP/1.1"),
    ],
)
def test_what_is_secret_in_an_address_is_left_out(said: str, logged: str):
    assert without_secrets(said) == logged
