"""Invitations, and links that work."""

from __future__ import annotations

from datetime import date

import factory

from commissioning.models import Invitation, Role
from commissioning.web.site_url import hash_of
from tests.factories.commissioning import UserFactory

TOKEN = "a-secret-that-only-the-letter-holds"


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation to the data quality team, good for two weeks."""

    class Meta:
        model = Invitation

    token_hash = factory.Sequence(lambda number: hash_of(f"{TOKEN}-{number}"))
    email = factory.Sequence(lambda number: f"invited{number}@example.org")
    role = Role.DATA_QUALITY
    invited_by = factory.SubFactory(UserFactory)
    invited_on = date(2021, 2, 15)
    expires_on = date(2021, 3, 1)
