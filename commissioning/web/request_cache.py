"""Asks once a page what several parts of it ask for: which specifications are approved, and so on.

For pages that only read. While something is sent, nothing is remembered: an action asks the
database, but for the part of it that it names itself (`asked_once`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_REMEMBERED: ContextVar[dict[Any, Any] | None] = ContextVar("remembered", default=None)


def once_a_page(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Give the same answer to the same question while one page is made. Nobody may change it."""

    @wraps(ask)
    def remembering(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        remembered = _REMEMBERED.get()
        if remembered is None:
            return ask(*args, **kwargs)
        question = (ask, args, tuple(sorted(kwargs.items())))
        if question not in remembered:
            remembered[question] = ask(*args, **kwargs)
        answer: Answer = remembered[question]
        return answer

    return remembering


@contextmanager
def asked_once() -> Iterator[None]:
    """Remember answers for a part of an action that reads much and changes nothing."""
    token = _REMEMBERED.set({})
    try:
        yield
    finally:
        _REMEMBERED.reset(token)


def remember(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Remember answers while a page is made that only reads."""

    def remembering(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return answer(request)
        with asked_once():
            return answer(request)

    return remembering
