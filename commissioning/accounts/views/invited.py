"""The page that an invitation's link opens, for whoever holds the link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commissioning.accounts.actions.invitations import accept_invitation
from commissioning.accounts.forms.people import AcceptForm, NewcomerForm
from commissioning.accounts.pages.people import role_of
from commissioning.accounts.policy import can_accept
from commissioning.accounts.selectors.people import invitation_of, person_of
from commissioning.clock import today
from commissioning.models import Invitation, User
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form

PAGE = "people/invited.html"
NOT_FOUND, GONE, REFUSED = 404, 410, 403


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Let in whom the link is for; say plainly why it does not work any more."""
    invitation = invitation_of(token)
    if invitation is None:
        return render(request, "people/link_unknown.html", status=NOT_FOUND)
    may = can_accept(invitation, today())
    if not may:
        about = {"invitation": invitation, "reason": may.reason}
        return render(request, "people/link_over.html", about, status=GONE)
    if isinstance(request.user, User):
        return _as_oneself(request, request.user, invitation)
    person = person_of(invitation.email)
    if person is not None and person.has_usable_password():
        return render(request, PAGE, {"form": None, **_about(invitation)})
    return _as_newcomer(request, invitation)


def _as_oneself(request: HttpRequest, person: User, invitation: Invitation) -> HttpResponse:
    """Somebody signed in accepts with one button, if it is for them."""
    if person.email != invitation.email:
        return render(request, "people/link_of_another.html", {"person": person}, status=REFUSED)
    return answer_form(
        request,
        AcceptForm(request.POST if request.method == "POST" else None),
        lambda: accept_invitation(invitation=invitation, by=person),
        message=f"You now act as: {role_of(invitation)}",
        redirect_to=address("reporting:home"),
        template=PAGE,
        context=_about(invitation),
    )


def _as_newcomer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Somebody new says their name and sets a password, then signs in with it."""
    form = NewcomerForm(
        request.POST if request.method == "POST" else None, initial={"name": invitation.name}
    )
    return answer_form(
        request,
        form,
        lambda: accept_invitation(
            invitation=invitation,
            by=None,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
        ),
        message="You are in. Sign in with the password that you have set",
        redirect_to="account_login",
        template=PAGE,
        context=_about(invitation),
    )


def _about(invitation: Invitation) -> dict[str, object]:
    return {"invitation": invitation, "role": role_of(invitation)}
