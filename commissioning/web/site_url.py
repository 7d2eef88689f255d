"""The addresses that people are sent: the site's own, and the page to set a password."""

from __future__ import annotations

from hashlib import sha256

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings

from commissioning.models import User
from commissioning.web.addresses import address


def site_address() -> str:
    """Where the site is reached: by TLS under its first name, or on this machine at its port."""
    names = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    name = names[0] if names else "localhost"
    return f"https://{name}" if settings.PRODUCTION else f"http://{name}:{settings.PORT}"


def password_path(person: User) -> str:
    """The path of the page where a person sets a password. Setting one ends every such path."""
    return address(
        "account_reset_password_from_key",
        uidb36=user_pk_to_url_str(person),
        key=default_token_generator.make_token(person),
    )


def invitation_path(token: str) -> str:
    """The path of the page where an invitation is accepted."""
    return address("invited", token=token)


def hash_of(token: str) -> str:
    """What is kept of the secret in such a path."""
    return sha256(token.encode()).hexdigest()
