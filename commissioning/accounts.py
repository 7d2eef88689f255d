"""How people get in: only those who were let in, by e-mail address and password."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from commissioning.acting import PREVIOUS_VISIT
from commissioning.models import User


class PeopleAreInvited(DefaultAccountAdapter):
    """Nobody signs themselves up: the CCG's primary care team makes every person."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right",
        "enter_current_password": "The current password is not right",
        "too_many_login_attempts": (
            "This was tried too many times. Wait 5 minutes and try again, or set a new password"
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  (allauth passes it)
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign a person in, and keep in the session when they signed in the time before."""
        before = user.last_login
        super().login(request, user)
        request.session[PREVIOUS_VISIT] = before.isoformat() if before else ""
