"""Tells that nothing has changed since: to a browser, of a page; to a page, of its parts.

Everything that changes data leaves an audit event in the same transaction. So a page is as it was
while the newest events are the same, the day is, and the person holds the same roles.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest

from commissioning.clock import today
from commissioning.config.release import RELEASE
from commissioning.models import User
from commissioning.policy.roles import roles_today
from commissioning.web.request_cache import once_a_page

NEWEST = """
    SELECT coalesce(max(id), 0), coalesce(sum(id), 0)
    FROM (SELECT id FROM commissioning_auditevent ORDER BY id DESC LIMIT 200) newest
"""

Part = TypeVar("Part")
MISSING = object()


@once_a_page
def as_data_stands() -> str:
    """A mark that differs once anything was changed by anybody.

    Of the newest events the sum counts too, not only the largest key: one that was written earlier
    and committed later changes it.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        largest, total = cursor.fetchone()
    return f"{largest}-{total}"


def as_shown(request: HttpRequest, *args: object, **kwargs: object) -> str | None:  # noqa: ARG001
    """What a page was made from, as its ETag; None where it has to be made again.

    For `django.views.decorators.http.condition`, beneath the guard of a page that is only read.
    """
    if len(get_messages(request)):
        return None
    parts = [
        RELEASE,
        as_data_stands(),
        today().isoformat(),
        *seen_by(request.user),  # type: ignore[arg-type]
        str(request.session.get("acting_for", "")),
        request.get_full_path(),
        request.COOKIES.get("csrftoken", ""),
    ]
    return f'"{sha256("|".join(parts).encode()).hexdigest()}"'


def seen_by(person: User) -> tuple[str, ...]:
    """A person and the roles they hold: what they may see follows from these."""
    return (str(person.pk), *(str(membership.pk) for membership in roles_today(person)))


def kept(work_out: Callable[[], Part], *about: str) -> Part:
    """A part of a page, worked out once by this process until anybody changes anything.

    `about` names the part and everything that it depends on besides the data and the day: whose it
    is, and who looks (`seen_by`), where they see different things. The mark is asked for before the
    part is worked out: what changes in between makes the part newer than its mark, never older.
    """
    parts = [RELEASE, as_data_stands(), today().isoformat(), *about]
    key = sha256("|".join(parts).encode()).hexdigest()
    value = caches["kept"].get(key, MISSING)
    if value is MISSING:
        value = work_out()
        caches["kept"].set(key, value)
    part: Part = value
    return part
