"""A page asks once what several of its parts ask for; what changes something asks each time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from commissioning.web.request_cache import once_a_page, remember

asked: list[str] = []


@once_a_page
def specification(code: str) -> str:
    asked.append(code)
    return code.upper()


def page(request: HttpRequest) -> HttpResponse:
    del request
    said = [specification("a"), specification("b"), specification("a")]
    return HttpResponse(",".join(said))


@pytest.fixture(autouse=True)
def _none_asked() -> None:
    asked.clear()


@pytest.mark.parametrize(
    ("send", "questions"),
    [
        (RequestFactory().get, ["a", "b"]),
        (RequestFactory().head, ["a", "b"]),
        (RequestFactory().post, ["a", "b", "a"]),
    ],
)
def test_only_a_page_that_reads_remembers(send: Callable[[str], HttpRequest], questions: list[str]):
    assert remember(page)(send("/")).content == b"A,B,A"
    assert asked == questions


def test_the_next_page_asks_again():
    for _ in range(2):
        remember(page)(RequestFactory().get("/"))
    assert asked == ["a", "b", "a", "b"]


def test_nothing_is_remembered_after_a_page_failed():
    def fails(request: HttpRequest) -> HttpResponse:
        page(request)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        remember(fails)(RequestFactory().get("/"))
    assert specification("a") == specification("a") == "A"
    assert asked == ["a", "b", "a", "a"]
