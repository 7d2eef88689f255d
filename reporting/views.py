"""Where a person starts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from commissioning.policy import SignedInRequest, allowed_to
from reporting.places import has_a_place, home_of


@require_safe
@allowed_to(has_a_place)
def home(request: SignedInRequest) -> HttpResponse:
    """Lead each person to what they are here for."""
    return redirect(home_of(request.user))
