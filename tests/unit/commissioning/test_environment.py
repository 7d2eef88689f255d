"""Settings from the environment: every mistake at once, each with what to do instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commissioning.config.environment import EnvironmentMistakesError, read

BASE = Path("/srv/commissioning")
PRODUCTION = {
    "PRODUCTION": "1",
    "DATABASE_URL": "postgresql://site:secret@db:5432/commissioning",
    "REDIS_URL": "redis://redis:6379/0",
    "SECRET_KEY": "a-text-of-more-than-thirty-two-characters",
    "ALLOWED_HOSTS": "care.example.nhs.uk, www.care.example.nhs.uk",
}


def mistakes(**variables: str) -> str:
    with pytest.raises(EnvironmentMistakesError) as wrong:
        read(variables, BASE)
    return str(wrong.value)


def test_nothing_set_is_a_site_for_one_machine():
    ours = read({}, BASE)
    assert not ours.production
    assert ours.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert ours.database["HOST"] == "/srv/commissioning/var/pg"
    assert ours.database["NAME"] == "commissioning"
    assert (ours.redis_url, ours.today, ours.port) == ("", None, 8000)


def test_connections_are_kept_and_checked():
    ours = read({}, BASE).database
    assert ours["CONN_MAX_AGE"] > 0
    assert ours["CONN_HEALTH_CHECKS"]


def test_without_a_secret_each_process_has_its_own():
    assert read({}, BASE).secret_key != read({}, BASE).secret_key


def test_production_names_everything_that_is_missing():
    said = mistakes(PRODUCTION="1")
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"):
        assert f"needs {name}" in said


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_names_only_what_is_missing(name):
    said = mistakes(**PRODUCTION | {name: " "})
    assert said.count(" needs ") == 1
    assert f"needs {name}" in said


@pytest.mark.parametrize(
    ("name", "value"), [("COMMISSIONING_TODAY", "2021-02-15"), ("DEMO", "1"), ("DEBUG", "1")]
)
def test_production_refuses_what_only_a_demo_has(name, value):
    assert f"refuses {name}" in mistakes(**PRODUCTION | {name: value})


def test_production_with_all_it_needs():
    ours = read(PRODUCTION, BASE)
    assert ours.production
    assert ours.allowed_hosts == ("care.example.nhs.uk", "www.care.example.nhs.uk")


def test_production_refuses_a_short_secret():
    assert "SECRET_KEY has 5 characters" in mistakes(**PRODUCTION | {"SECRET_KEY": "short"})


def test_a_fixed_day():
    assert read({"COMMISSIONING_TODAY": "2021-02-15"}, BASE).today == date(2021, 2, 15)


@pytest.mark.parametrize("value", ["15/02/2021", "2021-02-30", "soon"])
def test_a_day_that_is_none(value):
    said = mistakes(COMMISSIONING_TODAY=value)
    assert value in said
    assert "2021-02-15" in said


@pytest.mark.parametrize("value", ["0", "65536", "http", "-1", "8_000", "²"])
def test_a_port_that_is_none(value):
    assert "PORT" in mistakes(PORT=value)


def test_a_switch_that_is_neither():
    assert "PRODUCTION is 'maybe'" in mistakes(PRODUCTION="maybe")


def test_several_mistakes_are_said_at_once():
    said = mistakes(PORT="x", COMMISSIONING_TODAY="y", REDIS_URL="z", EMAIL_URL="mail")
    for name in ("PORT", "COMMISSIONING_TODAY", "REDIS_URL", "EMAIL_URL"):
        assert name in said


def test_a_database_by_network():
    ours = read({"DATABASE_URL": "postgres://me:p%40ss@db:6543/care?sslmode=require"}, BASE)
    found = {key: ours.database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert found == {
        "NAME": "care",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "6543",
    }
    assert ours.database["OPTIONS"]["sslmode"] == "require"


def test_a_database_by_socket():
    ours = read({"DATABASE_URL": "postgresql:///care?host=/run/pg&user=me"}, BASE).database
    assert (ours["HOST"], ours["USER"], ours["PORT"]) == ("/run/pg", "me", "")


@pytest.mark.parametrize(
    "url", ["sqlite:///care.db", "postgresql://host", "care", "postgresql://host:port/care"]
)
def test_a_database_that_is_none(url):
    assert "DATABASE_URL" in mistakes(DATABASE_URL=url)


def test_a_password_is_never_repeated():
    assert "hush" not in mistakes(DATABASE_URL="mysql://me:hush@db/care", PORT="x")


def test_a_mail_server():
    plain = read({"EMAIL_URL": "smtp://me:hush@mail.example"}, BASE).email
    assert (plain["EMAIL_PORT"], plain["EMAIL_USE_TLS"], plain["EMAIL_USE_SSL"]) == (
        587,
        True,
        False,
    )
    sealed = read({"EMAIL_URL": "smtps://mail.example:4650"}, BASE).email
    assert (sealed["EMAIL_PORT"], sealed["EMAIL_USE_TLS"], sealed["EMAIL_USE_SSL"]) == (
        4650,
        False,
        True,
    )


ISSUER = {
    "OIDC_ISSUER": "https://login.example.nhs.uk/tenant/",
    "OIDC_CLIENT_ID": "commissioning",
    "OIDC_CLIENT_SECRET": "what-they-gave-us",
}


def test_nobody_else_signs_people_in_unless_named():
    assert read({}, BASE).issuer is None


def test_an_issuer_is_read_whole():
    ours = read(
        PRODUCTION | ISSUER | {"OIDC_NAME": "NHSmail", "OIDC_DOMAINS": "nhs.net, @CCG.example"},
        BASE,
    ).issuer
    assert ours is not None
    assert ours.address == "https://login.example.nhs.uk/tenant"
    assert ours.origin == "https://login.example.nhs.uk"
    assert ours.name == "NHSmail"
    assert ours.vouches_for == ("nhs.net", "ccg.example")


@pytest.mark.parametrize("name", list(ISSUER))
def test_a_part_of_an_issuer_is_a_mistake_that_names_the_rest(name):
    said = mistakes(**{key: value for key, value in ISSUER.items() if key != name})
    assert f"{name} is missing" in said
    assert said.count("is missing") == 1


@pytest.mark.parametrize(
    "address", ["http://login.example", "login.example", "https://", "https://[", "https://a/?b=c"]
)
def test_an_issuer_needs_an_address_with_tls_in_production(address):
    assert "OIDC_ISSUER is" in mistakes(**PRODUCTION | ISSUER | {"OIDC_ISSUER": address})


def test_an_issuer_on_this_machine_will_do_elsewhere():
    assert read(ISSUER | {"OIDC_ISSUER": "http://localhost:9000"}, BASE).issuer
