"""The page for what went wrong, which must not go wrong itself."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from commissioning.clock import today

log = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say so in the look of every page; without the database where that is what failed."""
    try:
        return render(request, "500.html", status=500)
    except Exception:  # whatever it was, there is still an answer
        log.exception("The error page could not be framed")
        plain = {
            "is_demo": settings.DEMO,
            "pretended_day": today() if settings.COMMISSIONING_TODAY else None,
        }
        return HttpResponse(render_to_string("500.html", {"frame": plain}), status=500)
