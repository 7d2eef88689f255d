"""Where a person starts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from commissioning.acting import acting
from commissioning.policy import SignedInRequest, allowed_to, has_a_role
from reporting.places import home_of


@require_safe
@allowed_to(has_a_role)
def home(request: SignedInRequest) -> HttpResponse:
    """Lead each person to what they are here for."""
    return redirect(home_of(acting(request)))
