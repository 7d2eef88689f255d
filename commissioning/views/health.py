"""Whether the site is alive, and whether it can do its work. For machines, so without sign-in."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Say whether the database answers, and 503 with the reason when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as wrong:
        log.warning("The database does not answer: %s", wrong)
        reason = "The database does not answer"
        return JsonResponse({"status": "not ready", "database": reason}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})
