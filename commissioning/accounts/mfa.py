"""The second step of signing in: whether a session has taken it, and whether it must."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from commissioning.accounts.policy import needs_second_step
from commissioning.models import User

TAKEN = "second_step_taken_by"  # in the session: the key of the person who took it
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def took(request: HttpRequest, person: User) -> None:
    """Note that a person has shown a second step in this session."""
    request.session[TAKEN] = person.pk


def was_taken(request: HttpRequest) -> bool:
    """Whether this session has shown a second step: an app's code, a passkey, a recovery code.

    What counts is this session, not that the person has one set up: a session that somebody else
    began with the password alone does not pass because the person sets one up in theirs.
    """
    person = request.user
    assert isinstance(person, User)  # noqa: S101  (for who is signed in)
    if request.session.get(TAKEN) == person.pk:
        return True
    records = get_authentication_records(request, person)
    return any(record.get("method") == "mfa" for record in records)


def is_required() -> bool:
    """Whether this site asks its own people for one. A demo does not: its passwords are public."""
    return not settings.DEMO


def is_missing(request: HttpRequest) -> bool:
    """Whether this person must take the second step before anything else."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101
    return is_required() and needs_second_step(person) and not was_taken(request)


def has_one(person: User) -> bool:
    return bool(is_mfa_enabled(person, STEPS))


def authenticators_of(person: User) -> QuerySet[Authenticator]:
    """The app, passkeys and recovery codes that a person has set up."""
    return Authenticator.objects.filter(user=person).order_by("type", "pk")
