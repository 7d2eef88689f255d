"""Every line of the log says to which request or job it belongs."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from commissioning.config.logs import WORK, InWork, Json, number_requests


def a_line(message: str, *, error: bool = False) -> dict[str, str]:
    record = logging.LogRecord("payments", logging.INFO, "", 1, message, None, None)
    if error:
        try:
            raise ZeroDivisionError  # noqa: TRY301
        except ZeroDivisionError:
            record.exc_info = sys.exc_info()
    InWork().filter(record)
    read: dict[str, str] = json.loads(Json().format(record))
    return read


def test_a_line_is_one_json_object():
    said = a_line("“39 practices”\nand more")
    assert said["message"] == "“39 practices”\nand more"
    assert (said["level"], said["from"], said["work"]) == ("INFO", "payments", "-")


def test_a_line_names_its_job_and_its_error():
    with WORK.named("job:1"):
        said = a_line("failed", error=True)
    assert said["work"] == "job:1"
    assert "ZeroDivisionError" in said["error"]


@pytest.mark.parametrize(
    ("given", "is_kept"), [("abc-123", True), ("a\nb", False), ("x" * 41, False), ("", False)]
)
def test_a_request_keeps_the_number_that_a_proxy_gave(*, given: str, is_kept: bool):
    seen = []

    def page(_: HttpRequest) -> HttpResponse:
        seen.append(WORK.get())
        return HttpResponse()

    answer = number_requests(page)(RequestFactory().get("/", headers={"X-Request-ID": given}))
    assert seen == [answer["X-Request-ID"]]
    assert (seen[0] == given) is is_kept
    assert WORK.get() == ""
