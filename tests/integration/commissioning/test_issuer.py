"""Signing in through another service's accounts, against a real issuer on this machine."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from commissioning.config import environment
from commissioning.models import Role, RoleMembership, User
from tests.factories.issuer import CLIENT, SECRET, Issuer, issuing

pytestmark = pytest.mark.django_db
EMAIL = "ann@trust.example"
LOGIN = "/accounts/login/oidc/issuer/"


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    """An issuer that vouches for Ann, and a site that is set up for it."""
    cache.clear()
    with issuing() as found:
        found.claims = {"email": EMAIL, "email_verified": True, "name": "Ann Other"}
        found.userinfo = {"email": EMAIL, "email_verified": True, "name": "Ann Other"}
        use(found, settings)
        yield found
        assert "token: refused" not in found.complaints


def use(found: Issuer, settings: Any, domains: str = "") -> None:
    """Set the site up as its environment would."""
    said = {
        "OIDC_ISSUER": found.address,
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_NAME": "NHSmail",
        "OIDC_DOMAINS": domains,
    }
    mistakes: list[str] = []
    settings.OIDC = environment.issuer(said, mistakes, production=False)
    assert not mistakes
    settings.SOCIALACCOUNT_PROVIDERS = environment.providers(settings.OIDC)
    policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"].append(settings.OIDC.origin)
    settings.CONTENT_SECURITY_POLICY = policy


def somebody(role: Role = Role.LMC, email: str = EMAIL) -> User:
    person = User.objects.create_user(email, name="Ann")
    RoleMembership.objects.create(person=person, role=role, starts_on=date(2016, 4, 1))
    return person


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def leaves(client: Client, onward: str = "") -> dict[str, str]:
    """Press the button, and give what the issuer is asked."""
    answer = client.post(f"{LOGIN}?next={onward}" if onward else LOGIN)
    assert answer.status_code == 302
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


def comes_back(client: Client, issuer: Issuer, asked: dict[str, str]) -> Any:
    back = urlsplit(issuer.authorize(asked))
    return client.get(f"{back.path}?{back.query}")


def signs_in(client: Client, issuer: Issuer, onward: str = "") -> Any:
    return comes_back(client, issuer, leaves(client, onward))


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_person_of_that_address_comes_in(client: Client, issuer: Issuer) -> None:
    somebody()
    assert "Sign in with NHSmail" in text(client.get("/accounts/login/"))
    asks = text(client.get(LOGIN))
    assert "You leave this service for NHSmail" in asks

    answer = signs_in(client, issuer, "/acting-for/")

    assert answer.headers["Location"] == "/acting-for/"
    assert client.get("/accounts/").status_code == 200
    assert not SocialAccount.objects.exists()


def test_the_address_may_be_written_otherwise(client: Client, issuer: Issuer) -> None:
    somebody()
    issuer.userinfo["email"] = EMAIL.upper()

    signs_in(client, issuer)

    assert is_signed_in(client)


def test_what_is_asked_is_bound_to_this_browser(client: Client, issuer: Issuer) -> None:
    asked = leaves(client)
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://testserver/accounts/login/oidc/issuer/back/"
    somebody()

    stolen = comes_back(Client(), issuer, asked)

    assert "Signing in did not work" in text(stolen)


def test_a_stranger_gets_a_plain_page_and_nobody_is_made(client: Client, issuer: Issuer) -> None:
    answer = signs_in(client, issuer)

    assert answer.status_code == 403
    assert f"Nobody with the e-mail address {EMAIL} has been let in" in text(answer)
    assert not User.objects.exists()
    assert not is_signed_in(client)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_vouched_for_opens_nothing(
    client: Client, issuer: Issuer, verified: object
) -> None:
    somebody()
    issuer.userinfo["email_verified"] = verified

    answer = signs_in(client, issuer)

    assert answer.status_code == 403
    assert "NHSmail does not vouch for your e-mail address" in text(answer)
    assert not is_signed_in(client)


def test_domains_can_be_vouched_for_as_a_whole(
    client: Client, issuer: Issuer, settings: Any
) -> None:
    somebody()
    del issuer.userinfo["email_verified"]
    use(issuer, settings, domains="other.example, trust.example")
    assert signs_in(client, issuer).status_code == 302

    somebody(email="eve@elsewhere.example")
    issuer.userinfo["email"] = "eve@elsewhere.example"
    assert signs_in(Client(), issuer).status_code == 403


def test_no_address_at_all_is_said(client: Client, issuer: Issuer) -> None:
    issuer.userinfo = {}

    assert "NHSmail did not tell us your e-mail address" in text(signs_in(client, issuer))


def test_the_system_person_never_comes_in(client: Client, issuer: Issuer) -> None:
    User.objects.create_user("console")
    issuer.userinfo["email"] = "console"

    assert signs_in(client, issuer).status_code == 403


def test_who_has_left_is_told_so(client: Client, issuer: Issuer) -> None:
    somebody().roles.update(ends_on=date(2020, 3, 31))

    signs_in(client, issuer)

    assert "You have no access today" in text(client.get("/"))


@pytest.mark.parametrize(
    ("claims", "how"),
    [
        ({"aud": "somebody-else"}, "for another site"),
        ({"iss": "http://127.0.0.1:1"}, "of another issuer"),
        ({"exp": int(time.time()) - 60}, "too old"),
        ({"sub": "person-2"}, "of another person than the rest"),
    ],
)
def test_a_token_that_is_not_for_this_is_refused(
    client: Client, issuer: Issuer, claims: dict[str, Any], how: str
) -> None:
    somebody()
    issuer.claims |= claims

    assert "Signing in did not work" in text(signs_in(client, issuer)), how
    assert not is_signed_in(client)


def test_a_token_signed_by_somebody_else_is_refused(client: Client, issuer: Issuer) -> None:
    somebody()
    issuer.publishes = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    assert "Signing in did not work" in text(signs_in(client, issuer))
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("error", "said"),
    [("access_denied", "You did not sign in"), ("server_error", "Signing in did not work")],
)
def test_turning_back_there_leads_back_here(
    client: Client, issuer: Issuer, error: str, said: str
) -> None:
    issuer.refuses = error
    back = urlsplit(issuer.authorize(leaves(client)))

    assert said in text(client.get(f"{back.path}?{back.query}", follow=True))


@pytest.mark.parametrize(
    ("claims", "is_enough"),
    [
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": "mfa"}, True),
        ({"acr": "http://schemas.example/claims/mfa"}, True),
        ({"acr": "not-mfa"}, False),
    ],
)
def test_the_ccgs_people_need_a_second_step_there_or_here(
    client: Client, issuer: Issuer, claims: dict[str, Any], *, is_enough: bool
) -> None:
    somebody(Role.FINANCE)
    issuer.claims |= claims

    signs_in(client, issuer)

    answer = client.get("/runs/")
    assert answer.status_code == (200 if is_enough else 302)
    if not is_enough:
        assert answer.headers["Location"] == "/accounts/second-step/"


def test_a_second_step_of_ones_own_is_asked_for_unless_it_was_taken_there(
    client: Client, issuer: Issuer
) -> None:
    person = somebody(Role.FINANCE)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})

    assert signs_in(client, issuer).headers["Location"] == "/accounts/login/code/"
    issuer.claims["amr"] = ["mfa"]
    other = Client()
    assert signs_in(other, issuer).headers["Location"] == "/"
    assert other.get("/runs/").status_code == 200


def test_what_userinfo_says_of_the_second_step_counts_for_nothing(
    client: Client, issuer: Issuer
) -> None:
    """Only the token is signed."""
    somebody(Role.FINANCE)
    issuer.userinfo["amr"] = ["mfa"]

    signs_in(client, issuer)

    assert client.get("/runs/").status_code == 302


def test_an_issuer_that_does_not_answer_is_a_page(
    client: Client, issuer: Issuer, settings: Any
) -> None:
    said = Issuer(address="http://127.0.0.1:1")
    use(said, settings)

    answer = client.post(LOGIN)

    assert answer.status_code == 502
    assert "Signing in did not work" in text(answer)
    assert issuer.complaints == []


def test_without_settings_there_is_no_other_way_in(client: Client) -> None:
    assert client.get(LOGIN).status_code == 404
    assert client.get(f"{LOGIN}back/").status_code == 404
    assert "If you have an account with" not in text(client.get("/accounts/login/"))
