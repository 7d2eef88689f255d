"""The whole permission table, checked against a file that people can read and review.

When it differs as it should, write it again: ACCEPT=1 ./test tests/architecture/test_permissions.py
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.urls import URLPattern

from commissioning.clock import today
from commissioning.models import Organisation, Role, RoleMembership, User
from tests.architecture.house import patterns

TABLE = Path(__file__).with_name("who_may_open_what.csv")
ACTS_FOR = {  # the role, and the code and kind of an organisation it is held for
    Role.PRACTICE: ("X00001", "practice"),
    Role.PCN_DIRECTOR: ("X00002", "pcn"),
    Role.LMC: ("X00003", "lmc"),
}


def person(role: Role) -> User:
    """Somebody who holds one role today."""
    user = User.objects.create_user(f"{role}@example.nhs.uk")
    organisation = None
    if role in ACTS_FOR:
        code, kind = ACTS_FOR[role]
        organisation = Organisation.objects.create(code=code, name="An organisation", kind=kind)
    RoleMembership.objects.create(
        person=user, role=role, organisation=organisation, starts_on=today()
    )
    return user


def answers(pattern: URLPattern, people: list[User]) -> list[str]:
    rule = getattr(pattern.callback, "rule", None)
    if rule is None:
        return ["anyone"] * len(people)
    return ["yes" if rule(each) else "no" for each in people]


@pytest.mark.django_db
def test_permissions_match_the_table():
    people = [person(role) for role in Role]
    rows = [["page", *Role.values]]
    rows += [[name, *answers(each, people)] for name, each in sorted(patterns(), key=first)]
    table = "".join(f"{','.join(row)}\n" for row in rows)
    if os.environ.get("ACCEPT"):
        TABLE.write_text(table, encoding="utf-8")
    assert table == TABLE.read_text(encoding="utf-8")


def first(pair: tuple[str, URLPattern]) -> str:
    return pair[0]
