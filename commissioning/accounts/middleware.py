"""What every request of somebody signed in passes: they have a role, and took the second step."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from commissioning.accounts.mfa import has_one, is_missing
from commissioning.clock import today
from commissioning.models import User
from commissioning.policy.roles import roles_today

Answer = Callable[[HttpRequest], HttpResponse]
OPEN = ("/healthz", "/readyz", "/accessibility/", "/privacy/", "/contact/", "/static/")
WITHOUT_A_ROLE = ("/accounts/login/", "/accounts/logout/", "/accounts/password/", "/invited/")
TO_TAKE_IT = ("/accounts/confirm/", "/accounts/logout/")
TO_SET_IT_UP = (*TO_TAKE_IT, "/accounts/second-step/")


def gate(answer: Answer) -> Answer:
    """Let through who may go on; tell the others what is missing, before any page is looked for."""

    def passing(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN) or not isinstance(request.user, User):
            return answer(request)
        if not roles_today(request.user):
            if request.path.startswith(WITHOUT_A_ROLE):
                return answer(request)
            return render(
                request, "account/no_role.html", {"next": _starting(request.user)}, status=403
            )
        if not is_missing(request):
            return answer(request)
        set_up = has_one(request.user)
        if request.path.startswith(TO_TAKE_IT if set_up else TO_SET_IT_UP):
            return answer(request)
        return _take_it(request) if set_up else redirect("mfa_index")

    return passing


def _take_it(request: HttpRequest) -> HttpResponse:
    """Ask for the second step that is set up, and lead on to the page that was asked for."""
    onward = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
    return redirect(f"{reverse('mfa_reauthenticate')}?{onward}")


def _starting(person: User) -> object:
    """The role that starts next, where one does."""
    return person.roles.filter(starts_on__gt=today()).order_by("starts_on").first()
