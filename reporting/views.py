"""Where a person starts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from commissioning.policy import allowed_to
from reporting.places import has_a_place, home_of


@require_safe
@allowed_to(has_a_place)
def home(request: HttpRequest) -> HttpResponse:
    """Lead each person to what they are here for."""
    return redirect(home_of(request.user))
