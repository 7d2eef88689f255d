"""Signing in with an organisation's own accounts (OpenID Connect), where that is set up."""

from __future__ import annotations

import logging
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

log = logging.getLogger(__name__)
NO_GOOD_ANSWER = 502


class IssuerAdapter(OpenIDConnectOAuth2Adapter):
    """As the library's, and always holds a token against the issuer's own keys.

    The library trusts TLS alone. The keys cost one more request, and then a token is known to be
    the issuer's own, whatever stands between.
    """

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        return dict(
            jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        )


@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Say where one is led, and on being told so, lead there."""
    return _answer(OAuth2LoginView, request, provider_id)


@require_safe
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the issuer answers."""
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view.adapter_view(IssuerAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (RequestException, KeyError):  # no answer, or not one of an issuer
        log.exception("The issuer %s does not answer as it should", provider_id)
        return render(request, "socialaccount/authentication_error.html", status=NO_GOOD_ANSWER)
