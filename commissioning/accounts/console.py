"""Who a management command acts for."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.core.management.base import CommandError

from commissioning.models import CONSOLE, User


def person(email: str | None) -> User:
    """Find who a command acts for: the person named, else the system person `console`."""
    if email is None:
        nobody_can_sign_in = make_password(None)
        return User.objects.get_or_create(
            email=CONSOLE, defaults={"name": "Console", "password": nobody_can_sign_in}
        )[0]
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"--by: nobody has the e-mail address {email}. create_user makes people")
    return user
