"""Tells a browser that what it was shown has not changed since.

Everything that changes data leaves an audit event in the same transaction. So a page is as it was
while the newest events are the same, the day is, and the person holds the same roles.
"""

from __future__ import annotations

from hashlib import sha256

from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpRequest

from commissioning.clock import today
from commissioning.policy import roles_today
from commissioning.release import RELEASE

NEWEST = """
    SELECT coalesce(max(id), 0), coalesce(sum(id), 0)
    FROM (SELECT id FROM commissioning_auditevent ORDER BY id DESC LIMIT 200) newest
"""


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
    roles = [str(each.pk) for each in roles_today(request.user)]  # type: ignore[arg-type]
    parts = [
        RELEASE,
        as_data_stands(),
        today().isoformat(),
        str(request.user.pk),
        *roles,
        str(request.session.get("acting_for", "")),
        request.get_full_path(),
        request.COOKIES.get("csrftoken", ""),
    ]
    return f'"{sha256("|".join(parts).encode()).hexdigest()}"'
