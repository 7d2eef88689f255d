"""The lock on every view: a rule about the person, asked before the view runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from commissioning.models import User
from commissioning.policy.decision import Permission, require
from commissioning.web.unsent_input import keep_typed

Rule = Callable[[User], Permission]


class SignedInRequest(HttpRequest):
    """What a guarded view is given: a request of somebody who is signed in."""

    user: User


class View(Protocol):
    """A view that says which rule guards it."""

    rule: Rule

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


def allowed_to(rule: Rule) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Guard a view with a rule about the person, and record that it is guarded.

    Nobody signed in: to the sign-in page. Signed in and not allowed: refused with the reason.
    What the page says is for this person alone: no cache between may keep it, and the browser asks
    before it shows it again.
    """

    def guard(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if isinstance(request.user, AnonymousUser):
                if request.method == "POST":
                    keep_typed(request)
                return redirect_to_login(request.get_full_path())
            require(rule(request.user))
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_cache=True)
            return response

        guarded.rule = rule  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard
