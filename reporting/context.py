"""What the menu of every page offers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from commissioning.acting import acting
from reporting.places import Place, places_for


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {"navigation": SimpleLazyObject(lambda: _menu(request))}


def _menu(request: HttpRequest) -> list[Place]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return places_for(acting(request), request.path)
