"""The settings that come from the environment, read once and checked all together.

Pure: takes the variables, gives back values, and reports every mistake in one message.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from commissioning.config.file_settings import Files, files

NEEDED_IN_PRODUCTION = {
    "DATABASE_URL": "the PostgreSQL to use, such as postgresql://user:password@host/name",
    "REDIS_URL": "the Redis to use, such as redis://host:6379/0",
    "SECRET_KEY": "a long random text that only this site knows",
    "ALLOWED_HOSTS": "the names the site is reached by, with commas between",
}
OIDC = {
    "OIDC_ISSUER": "the address of the service that signs people in",
    "OIDC_CLIENT_ID": "what that service calls this site",
    "OIDC_CLIENT_SECRET": "the secret that it gave this site",
}
YES = frozenset({"1", "yes", "true", "on"})
NO = frozenset({"", "0", "no", "false", "off"})
DEFAULT_PORT = 8000
HIGHEST_PORT = 65535
SHORTEST_SECRET = 32
EMAIL_PORTS = {"smtp": 587, "smtps": 465}


class EnvironmentMistakesError(Exception):
    """Everything that is wrong with the environment, said at once."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("The settings in the environment cannot be used. " + " ".join(mistakes))


@dataclass(frozen=True, slots=True)
class Issuer:
    """Another service that signs people in for us, by OpenID Connect, such as NHSmail or Entra."""

    address: str  # where /.well-known/openid-configuration is found
    client_id: str
    client_secret: str
    name: str  # what people call it
    vouches_for: tuple[str, ...]  # domains whose addresses it need not say that it verified

    @property
    def origin(self) -> str:
        """The scheme, host and port alone."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, ready for Django's settings."""

    production: bool
    demo: bool
    debug: bool
    secret_key: str
    allowed_hosts: tuple[str, ...]
    database: dict[str, Any]
    redis_url: str
    email: dict[str, Any]
    today: date | None
    port: int
    issuer: Issuer | None
    queue: Path  # where messages lie where there is no Redis
    files: Files  # what people send and jobs make


def read(variables: Mapping[str, str], base: Path) -> Environment:
    """Read the environment of the site that lives in the folder `base`."""
    mistakes: list[str] = []
    values = {name: value.strip() for name, value in variables.items()}

    production = switch(values, "PRODUCTION", mistakes)
    demo = switch(values, "DEMO", mistakes)
    debug = switch(values, "DEBUG", mistakes)
    if production:
        mistakes += not_for_production(values, demo=demo, debug=debug)
    secret_key = values.get("SECRET_KEY", "")
    if production and 0 < len(secret_key) < SHORTEST_SECRET:
        mistakes.append(
            f"SECRET_KEY has {len(secret_key)} characters; give it {SHORTEST_SECRET} or more."
        )
    environment = Environment(
        production=production,
        demo=demo,
        debug=debug,
        secret_key=secret_key or secrets.token_urlsafe(48),
        allowed_hosts=hosts(values.get("ALLOWED_HOSTS", "")),
        database=database(values.get("DATABASE_URL") or own_database_url(base), mistakes),
        redis_url=redis(values.get("REDIS_URL", ""), mistakes),
        email=email(values.get("EMAIL_URL", ""), mistakes),
        today=day(values.get("COMMISSIONING_TODAY", ""), mistakes),
        port=port(values.get("PORT", ""), mistakes),
        issuer=issuer(values, mistakes, production=production),
        queue=Path(values.get("COMMISSIONING_QUEUE") or base / "var" / "queue"),
        files=files(values, mistakes, base),
    )
    if mistakes:
        raise EnvironmentMistakesError(mistakes)
    return environment


def own_database_url(base: Path) -> str:
    """Say where the PostgreSQL that `./run` starts listens."""
    return f"postgresql://postgres@/commissioning?host={quote(str(base / 'var' / 'pg'))}"


def switch(values: Mapping[str, str], name: str, mistakes: list[str]) -> bool:
    value = values.get(name, "").lower()
    if value not in YES | NO:
        mistakes.append(f"{name} is {value!r}; set it to 1 or 0.")
    return value in YES


def not_for_production(values: Mapping[str, str], *, demo: bool, debug: bool) -> list[str]:
    """Name everything a production site lacks, and everything it may not have."""
    mistakes = [
        f"PRODUCTION=1 needs {name}: {meaning}."
        for name, meaning in NEEDED_IN_PRODUCTION.items()
        if not values.get(name)
    ]
    if values.get("COMMISSIONING_TODAY"):
        mistakes.append("PRODUCTION=1 refuses COMMISSIONING_TODAY: unset it, only a demo has one.")
    if demo:
        mistakes.append("PRODUCTION=1 refuses DEMO: unset it, its people and passwords are public.")
    if debug:
        mistakes.append("PRODUCTION=1 refuses DEBUG: unset it, error pages would show data.")
    return mistakes


def hosts(value: str) -> tuple[str, ...]:
    named = tuple(host.strip() for host in value.split(",") if host.strip())
    return named or ("localhost", "127.0.0.1", "[::1]")


def database(url: str, mistakes: list[str]) -> dict[str, Any]:
    """Turn a PostgreSQL address into Django's settings for a kept and checked connection."""
    try:
        parts = urlsplit(url)
        number = parts.port
    except ValueError as wrong:
        mistakes.append(f"DATABASE_URL cannot be read ({wrong}).")
        return {}
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        mistakes.append(
            "DATABASE_URL is not the address of a PostgreSQL database; "
            "write it as postgresql://user:password@host/name."
        )
        return {}
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(number or options.pop("port", "")),
        "OPTIONS": {"connect_timeout": 5, **options},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def redis(url: str, mistakes: list[str]) -> str:
    if url and urlsplit(url).scheme not in {"redis", "rediss"}:
        mistakes.append("REDIS_URL is not the address of a Redis; write it as redis://host:6379/0.")
    return url


def email(url: str, mistakes: list[str]) -> dict[str, Any]:
    """Turn `smtp://user:password@host:587` into Django's e-mail settings; nothing gives nothing."""
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in EMAIL_PORTS or not parts.hostname:
        mistakes.append(
            "EMAIL_URL is not the address of a mail server; write it as "
            "smtp://user:password@host:587 (or smtps:// for port 465)."
        )
        return {}
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or EMAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
    }


def day(value: str, mistakes: list[str]) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        mistakes.append(
            f"COMMISSIONING_TODAY is {value!r}, which is no day; write it as 2021-02-15, "
            "or unset it to use today's date."
        )
        return None


def port(value: str, mistakes: list[str]) -> int:
    if not value:
        return DEFAULT_PORT
    if value.isascii() and value.isdigit() and 0 < int(value) <= HIGHEST_PORT:
        return int(value)
    mistakes.append(f"PORT is {value!r}; give a number from 1 to {HIGHEST_PORT}.")
    return DEFAULT_PORT


def issuer(values: Mapping[str, str], mistakes: list[str], *, production: bool) -> Issuer | None:
    """Read who else signs people in. Nothing set is nobody; a part of it is a mistake."""
    given = {name: values.get(name, "") for name in OIDC}
    if not any(given.values()) and not values.get("OIDC_NAME") and not values.get("OIDC_DOMAINS"):
        return None
    mistakes += [
        f"{name} is missing: {meaning}. Set it, or none of the OIDC_ settings."
        for name, meaning in OIDC.items()
        if not given[name]
    ]
    address = given["OIDC_ISSUER"].rstrip("/")
    schemes = ("https",) if production else ("https", "http")
    try:
        parts = urlsplit(address)
        sound = parts.scheme in schemes and bool(parts.hostname) and not parts.query
    except ValueError:
        sound = False
    if address and not sound:
        mistakes.append(
            f"OIDC_ISSUER is {address!r}; write it as https://login.example.nhs.uk/tenant, "
            "without /.well-known/openid-configuration."
        )
    domains = [
        domain.strip().lower().lstrip("@") for domain in values.get("OIDC_DOMAINS", "").split(",")
    ]
    return Issuer(
        address=address,
        client_id=given["OIDC_CLIENT_ID"],
        client_secret=given["OIDC_CLIENT_SECRET"],
        name=values.get("OIDC_NAME") or "your organisation’s account",
        vouches_for=tuple(domain for domain in domains if domain),
    )


def providers(of: Issuer | None) -> dict[str, Any]:
    """What django-allauth is told of the issuer."""
    if of is None:
        return {}
    app = {
        "provider_id": "issuer",
        "name": of.name,
        "client_id": of.client_id,
        "secret": of.client_secret,
        "settings": {
            "server_url": of.address,
            "oauth_pkce_enabled": True,
            "verified_email": list(of.vouches_for),
        },
    }
    return {"openid_connect": {"APPS": [app]}}
