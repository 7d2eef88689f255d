"""One step of the bench of pages in a fresh process: fill the database, sign in, count queries."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import england  # noqa: E402
from commissioning.domain.periods import Month  # noqa: E402
from commissioning.models import Organisation, Role, RoleMembership, User  # noqa: E402
from payments.actions.runs import approve_run, prepare_run  # noqa: E402

APPROVED, DRAFT = "2020-06", "2020-07"
NETWORK_OF = 8  # practices in each invented network


def fill(practices: int) -> None:
    """So many practices in networks, an approved run, a draft, and people to look at them."""
    people = england.fill(practices)
    england.in_networks(NETWORK_OF)
    approve_run(
        run=prepare_run(month=Month.parse(APPROVED), by=people.prepares), by=people.approves
    )
    prepare_run(month=Month.parse(DRAFT), by=people.prepares)
    for name, role in (("reads", Role.PRIMARY_CARE), ("manages", Role.PRACTICE)):
        person = User.objects.create_user(email=f"{name}@nhs.example", name=name.title())
        own = Organisation.objects.get(code=PRACTICE) if role is Role.PRACTICE else None
        RoleMembership.objects.create(
            person=person, role=role, organisation=own, starts_on=date(2016, 4, 1)
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


PRACTICE = next(code for code, _ in england.practices(1))


def sign_in() -> None:
    """Print the cookie of a session for each of the two people."""
    said = {}
    for name in ("reads", "manages"):
        person = User.objects.get(email=f"{name}@nhs.example")
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person)
        said[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
        assert SessionStore().exists(said[name])  # noqa: S101
    sys.stdout.write(json.dumps(said))


def count(asked: str) -> None:
    """Print how many queries each page takes, once what is read once a process has been read."""
    found: dict[str, Any] = {}
    for name, (who, path) in json.loads(asked).items():
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(User.objects.get(email=f"{who}@nhs.example"))
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)  # noqa: S101, PLR2004
        found[name] = len(queries)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    step, *rest = sys.argv[1:]
    if step == "fill":
        fill(int(rest[0]))
    elif step == "sign-in":
        sign_in()
    else:
        count(rest[0])
