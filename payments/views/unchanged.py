"""Tells a browser that an approved run's page has not changed."""

from __future__ import annotations

from commissioning.web.guards import SignedInRequest
from commissioning.web.page_cache import as_shown
from payments.selectors.visible import visible_run


def run_as_shown(request: SignedInRequest, code: str) -> str | None:
    """What a run's page was made from; None for a draft, which is always made again."""
    run = visible_run(request.user, code)
    return as_shown(request) if run is not None and run.is_approved else None
