"""Who can be told something for an organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from commissioning.models import Organisation, Role, RoleMembership
from practices.selectors.organisations import holding_on

ACT = (Role.PRACTICE, Role.PCN_DIRECTOR)


def addresses_of(organisations: Collection[Organisation], day: date) -> dict[int, list[str]]:
    """The e-mail addresses of those who act for organisations on a day, by the key of each.

    An organisation for which nobody acts has none.
    """
    addresses: dict[int, list[str]] = defaultdict(list)
    held = RoleMembership.objects.filter(
        holding_on(day), organisation__in=organisations, role__in=ACT, person__is_active=True
    )
    for key, email in held.order_by("person__email").values_list(
        "organisation_id", "person__email"
    ):
        if email not in addresses[key]:
            addresses[key].append(email)
    return dict(addresses)


def directors_on(day: date) -> list[str]:
    """The e-mail addresses of the networks' clinical directors and their deputies."""
    held = RoleMembership.objects.filter(
        holding_on(day), role=Role.PCN_DIRECTOR, person__is_active=True
    )
    emails = held.order_by("person__email").values_list("person__email", flat=True)
    return list(dict.fromkeys(emails))
