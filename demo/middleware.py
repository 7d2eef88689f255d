"""While the demo's year is loaded: the site lives on the day that the load has reached.

People may look round meanwhile. What they would enter waits until the year is there: a step that
the load still has to play could otherwise find its work done, and stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commissioning.clock import as_if_today
from commissioning.web.addresses import stems
from demo.progress import Progress, progress
from demo.script import Person, read_year
from demo.selectors import let_in

Answer = Callable[[HttpRequest], HttpResponse]
APART = ("healthz", "readyz")  # routes that ask nothing of the year
ENTERS_NOTHING = ("account_login", "account_logout", "acting_for")
SAFE = ("GET", "HEAD", "OPTIONS")
RETRY_AFTER = "30"  # seconds


@dataclass(frozen=True, slots=True)
class DemoFrame:
    """What the demo adds to pages: how far its year is, and who can sign in."""

    progress: Progress | None

    @property
    def password(self) -> str:
        return read_year().password

    @property
    def people(self) -> list[Person]:
        return let_in(read_year().people)


def while_it_loads(answer: Answer) -> Answer:
    """Tell every page how far the year is, until it is there; then the site is as it always is."""
    is_there = False

    def passing(request: HttpRequest) -> HttpResponse:
        nonlocal is_there
        apart = (*stems(*APART), settings.STATIC_URL)
        if not settings.DEMO or request.path.startswith(apart):
            return answer(request)
        now = None if is_there else progress()
        is_there = now is None
        request.demo = DemoFrame(now)  # type: ignore[attr-defined]
        if now is None:
            return answer(request)
        with on_the_day_of(now):
            if request.method in SAFE or request.path.startswith(stems(*ENTERS_NOTHING)):
                response = answer(request)
            else:
                response = render(request, "demo/loading.html", status=503)
                response["Retry-After"] = RETRY_AFTER
        del response["ETag"]  # the page is another one when the year is there
        response["Cache-Control"] = "no-store"
        return response

    return passing


@contextmanager
def on_the_day_of(now: Progress) -> Iterator[None]:
    with as_if_today(now.day or now.first):
        yield
