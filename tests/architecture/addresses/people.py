"""People and invitations. One's own belong to the practice C86001, another's to C86003.

Nobody of a practice manages its people here: who does is in tests/integration/commissioning.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from commissioning.models import Invitation, Organisation, Role, RoleMembership, User
from commissioning.web.site_url import hash_of
from tests.factories.years import Year

OWN, OTHER, TO_ACCEPT = 900_001, 900_002, 900_003
Both = tuple[dict[str, Any], dict[str, Any]]


def by_key(first: int, second: int) -> Both:
    return {"pk": first}, {"pk": second}


ABOUT: dict[str, Both] = {
    **dict.fromkeys(
        ("person", "person_correct", "person_role", "person_reset", "role_end"),
        by_key(OWN, OTHER),
    ),
    **dict.fromkeys(("invitation", "invitation_again", "invitation_withdraw"), by_key(OWN, OTHER)),
    "invited": ({"token": "good"}, {"token": "tampered"}),
    "mfa_remove_webauthn": by_key(OWN, OTHER),
    "openid_connect_login": ({"provider_id": "issuer"}, {"provider_id": "another"}),
    "openid_connect_callback": ({"provider_id": "issuer"}, {"provider_id": "another"}),
}


def prepare(year: Year) -> None:
    for key, code in ((OWN, "C86001"), (OTHER, "C86003")):
        practice = Organisation.objects.get(code=code)
        person = User.objects.create(pk=key, email=f"{code}@people.example".lower())
        RoleMembership.objects.create(
            pk=key,
            person=person,
            role=Role.PRACTICE,
            organisation=practice,
            starts_on=date(2016, 4, 1),
        )
        Invitation.objects.create(
            pk=key,
            token_hash=hash_of(code),
            email=f"{code}@invited.example".lower(),
            role=Role.PRACTICE,
            organisation=practice,
            invited_by=year.publisher,
            invited_on=date(2021, 2, 1),
            expires_on=date(2021, 2, 28),
        )
    Invitation.objects.create(
        pk=TO_ACCEPT,
        token_hash=hash_of("good"),
        email="lmc@invited.example",
        role=Role.LMC,
        invited_by=year.publisher,
        invited_on=date(2021, 2, 1),
        expires_on=date(2021, 2, 28),
    )
