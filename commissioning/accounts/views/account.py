"""A person's own account: who they are here, in which roles, and how they sign in."""

from __future__ import annotations

from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.accounts.active_role import current, previous_visit
from commissioning.accounts.adapters import SecondStep
from commissioning.accounts.mfa import authenticators_of, is_required
from commissioning.accounts.pages.account import AccountPage
from commissioning.policy.roles import roles_today, signed_in
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to


@require_safe
@allowed_to(signed_in)
def account(request: SignedInRequest) -> HttpResponse:
    page = AccountPage.of(
        request.user,
        roles_today(request.user),
        current(request),
        list(authenticators_of(request.user)),
        previous_visit(request),
        is_required=is_required(),
    )
    return render(request, "account/account.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(signed_in)
def remove_passkey(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a passkey, unless it is the last second step of somebody who needs one."""
    passkey = or_404(authenticators_of(request.user).filter(pk=pk).first())
    if not SecondStep().can_delete_authenticator(passkey):
        messages.error(request, SecondStep.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")
    return remove_webauthn(request, pk=pk)


@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """What somebody sees who turned back at the issuer's own sign-in."""
    return render(request, "socialaccount/login_cancelled.html")
