"""One search box for everything that a person may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commissioning.policy.roles import has_a_role
from commissioning.web.guards import SignedInRequest, allowed_to
from reporting.selectors.search import SHORTEST, exact, found, sought


@require_safe
@allowed_to(has_a_role)
def search(request: SignedInRequest) -> HttpResponse:
    """What has the words; an exact code or reference leads straight there."""
    text = sought(request.GET.get("q", ""))
    if text and (there := exact(request.user, text)):
        return redirect(there)
    kinds = found(request.user, text)
    context = {"text": text, "kinds": kinds, "too_short": 0 < len(text) < SHORTEST}
    return render(request, "reporting/search.html", context)
