"""A PDF to keep, or the page that says why it could not be made."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render

from commissioning.web.guards import SignedInRequest
from commissioning.web.pdf import ExportError


def printed(request: SignedInRequest, name: str, make: Callable[[], bytes]) -> HttpResponse:
    """Give out what `make` prints under a name."""
    try:
        file = make()
    except ExportError as refused:
        return render(request, "payments/export_refused.html", {"reason": refused}, status=503)
    named = f'attachment; filename="{name}"'
    return HttpResponse(
        file, content_type="application/pdf", headers={"Content-Disposition": named}
    )
