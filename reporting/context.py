"""What the menu of every page offers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from commissioning.accounts.active_role import acting
from reporting.menu import Menu, menu_for

NOTHING = Menu((), ())


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {"navigation": SimpleLazyObject(lambda: _menu(request))}


def _menu(request: HttpRequest) -> Menu:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return NOTHING
    return menu_for(acting(request), request.path)
