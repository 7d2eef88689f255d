"""Whether the site is alive, and whether it can do its work. For machines, so without sign-in."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commissioning.jobs.selectors import ages_of_heartbeats
from commissioning.jobs.supervise import broker_answers

LATE = 180  # seconds after which a part of the background work counts as gone

log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Say whether the database and the broker answer, and 503 with the reason where one does not.

    Beside it, for those who watch: how many seconds ago each worker and beat was last seen. Pages
    can be served without them, so their silence takes no web process out of service.
    """
    try:
        ages = {name: round(age.total_seconds()) for name, age in ages_of_heartbeats().items()}
    except DatabaseError as wrong:
        log.warning("The database does not answer: %s", wrong)
        return _not_ready(database="The database does not answer")
    if not broker_answers():
        return _not_ready(database="ok", broker="The broker does not answer")
    return JsonResponse(
        {
            "status": "ok",
            "database": "ok",
            "broker": "ok",
            "worker": _seen("worker", ages),
            "beat": _seen("beat", ages),
            "seen_seconds_ago": ages,
        }
    )


def _not_ready(**reasons: str) -> JsonResponse:
    return JsonResponse({"status": "not ready", **reasons}, status=503)


def _seen(part: str, ages: dict[str, int]) -> str:
    alive = [age for name, age in ages.items() if name.startswith(f"{part}@")]
    if not alive:
        return "never seen"
    return "ok" if min(alive) <= LATE else "late"
