"""Logs that a machine can read, each line under the request or the job that it belongs to."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

PLAIN = re.compile(r"[A-Za-z0-9._-]{1,40}")  # a number that a proxy gave the request


class LogContext:
    """Under which request or job this line of thought runs."""

    def __init__(self) -> None:
        self._name: ContextVar[str] = ContextVar("work", default="")

    def get(self, otherwise: str = "") -> str:
        return self._name.get() or otherwise

    @contextmanager
    def named(self, name: str) -> Iterator[None]:
        token = self._name.set(name)
        try:
            yield
        finally:
            self._name.reset(token)


WORK = LogContext()


def number_requests(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give each request a number, or keep the proxy's, and say it in the answer's header."""

    def numbered(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if PLAIN.fullmatch(given) else uuid4().hex
        with WORK.named(number):
            response = answer(request)
        response["X-Request-ID"] = number
        return response

    return numbered


class InWork(logging.Filter):
    """Adds `work` to every record: the request or job it belongs to, or a dash."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.work = WORK.get("-")
        return True


class Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "work": getattr(record, "work", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
