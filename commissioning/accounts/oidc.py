"""Who comes in through another service's sign-in: people who are here already, and nobody else."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from commissioning.accounts.adapters import BY_ISSUER
from commissioning.accounts.selectors.people import person_of

SECOND_STEPS = frozenset({"mfa", "ngcmfa"})  # RFC 8176, and what Entra says besides


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    """Finds the person by the e-mail address that the issuer vouches for. Makes nobody.

    No link to the issuer's account is kept: who may come in is decided by the address alone, each
    time, so that ending or correcting a person here is all there is to do.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if not is_of_one_person(sociallogin.account.extra_data):
            answer = render(request, "socialaccount/authentication_error.html", status=403)
            raise ImmediateHttpResponse(answer)
        addresses = sociallogin.email_addresses
        vouched = [address.email for address in addresses if address.verified is True]
        person = person_of(vouched[0]) if vouched else None
        if person is None:
            about = {
                "issuer": sociallogin.provider.name,
                "email": addresses[0].email if addresses else "",
                "verified": bool(vouched),
            }
            answer = render(request, "account/stranger.html", about, status=403)
            raise ImmediateHttpResponse(answer)
        sociallogin.user = person
        if took_second_step(sociallogin.account.extra_data):
            setattr(request, BY_ISSUER, True)


def is_of_one_person(extra_data: dict[str, Any]) -> bool:
    """Whether there is a signed token, and what else the issuer told is about the same person."""
    token = extra_data.get("id_token")
    if not token:
        return False
    return bool(extra_data.get("userinfo", token).get("sub") == token.get("sub"))


def took_second_step(extra_data: dict[str, Any]) -> bool:
    """Whether the issuer's signed token says that it asked for more than a password."""
    token = extra_data.get("id_token") or {}
    methods = token.get("amr") or []
    methods = [methods] if isinstance(methods, str) else methods
    acr = str(token.get("acr") or "")
    return (
        bool(SECOND_STEPS & {str(method) for method in methods}) or acr.rpartition("/")[2] == "mfa"
    )
