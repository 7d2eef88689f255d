"""What every request of somebody signed in passes: they have a role, and took the second step."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commissioning.accounts.mfa import has_one, is_missing
from commissioning.clock import today
from commissioning.models import User
from commissioning.policy.roles import roles_today
from commissioning.web.addresses import address, stems

Answer = Callable[[HttpRequest], HttpResponse]
# Routes by name; every address that begins like one of theirs is let through
OPEN = ("healthz", "readyz", "accessibility", "privacy", "contact")
PASSWORD = (
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_from_key",
)
WITHOUT_A_ROLE = ("account_login", "account_logout", *PASSWORD, "invited")
TO_TAKE_IT = (
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
)
TO_SET_IT_UP = (*TO_TAKE_IT, "mfa_index")


def gate(answer: Answer) -> Answer:
    """Let through who may go on; tell the others what is missing, before any page is looked for."""

    def passing(request: HttpRequest) -> HttpResponse:
        if _is_open(request) or not isinstance(request.user, User):
            return answer(request)
        if not roles_today(request.user):
            if request.path.startswith(stems(*WITHOUT_A_ROLE)):
                return answer(request)
            return render(
                request, "account/no_role.html", {"next": _starting(request.user)}, status=403
            )
        if not is_missing(request):
            return answer(request)
        set_up = has_one(request.user)
        if request.path.startswith(stems(*(TO_TAKE_IT if set_up else TO_SET_IT_UP))):
            return answer(request)
        return _take_it(request) if set_up else redirect("mfa_index")

    return passing


def _is_open(request: HttpRequest) -> bool:
    """Whether the page is for everybody."""
    return request.path.startswith((*stems(*OPEN), settings.STATIC_URL))


def _take_it(request: HttpRequest) -> HttpResponse:
    """Ask for the second step that is set up, and lead on to the page that was asked for."""
    onward = request.get_full_path() if request.method == "GET" else address("reporting:home")
    return redirect(address("mfa_reauthenticate", query={"next": onward}))


def _starting(person: User) -> object:
    """The role that starts next, where one does."""
    return person.roles.filter(starts_on__gt=today()).order_by("starts_on").first()
